using System.Globalization;
using PspLoad.Core.Errors;

namespace PspLoad.Lab.Engine;

/// <summary>A full disk is named before work begins, not in the middle of it.</summary>
internal static class DiskSpace
{
    /// <summary>Base, layers and the bootstrap's temporary files.</summary>
    public const long ForImageBytes = 2L << 30;

    /// <summary>What the hosts of a lab write before their first role.</summary>
    public const long ForHostsBytes = 512L << 20;

    /// <exception cref="OperationFailedException">less than <paramref name="neededBytes"/> is free where the engine keeps its
    /// data</exception>
    public static void Require(string directory, long neededBytes, string purpose)
    {
        if (Shortage(directory, neededBytes, purpose) is { } shortage)
            throw shortage;
    }

    /// <returns>what is missing, or null where there is room, or nothing to measure: an engine in a virtual machine names a directory that
    /// this machine does not have</returns>
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
