using System.Globalization;
using PspLoad.Core.Errors;

namespace PspLoad.Lab.Engine;

/// <summary>Checks the free disk space before work begins.</summary>
internal static class DiskSpace
{
    /// <summary>Space for the base, the layers and the bootstrap's temporary files.</summary>
    public const long ForImageBytes = 2L << 30;

    /// <summary>Space that the hosts of a lab use before their first role.</summary>
    public const long ForHostsBytes = 512L << 20;

    /// <exception cref="OperationFailedException">the disk of the engine's data directory has less than <paramref name="neededBytes"/>
    /// free</exception>
    public static void Require(string directory, long neededBytes, string purpose)
    {
        if (Shortage(directory, neededBytes, purpose) is { } shortage)
            throw shortage;
    }

    /// <returns>the error; null when there is enough space, or when this machine does not have the directory because the engine runs in a
    /// virtual machine</returns>
    public static OperationFailedException? Shortage(string directory, long neededBytes, string purpose)
    {
        if (!Directory.Exists(directory))
            return null;
        var free = new DriveInfo(directory).AvailableFreeSpace;
        return free >= neededBytes
            ? null
            : new OperationFailedException(
                ExitCode.ProvisioningFailed,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{purpose} needs {neededBytes >> 20} MiB, and the disk that holds {directory} has {free >> 20} MiB free"
                ),
                "free some space (docker system df shows what the engine holds)"
            );
    }
}
