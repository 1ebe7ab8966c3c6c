using System.Globalization;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Core.Files;

namespace PspLoad.Provisioning;

/// <summary>Ensures that only one run at a time changes an environment. The system releases the lock when the process ends, for any reason.</summary>
public sealed class EnvironmentLock : IDisposable
{
    /// <summary>EWOULDBLOCK of flock(2): another process holds the lock. Any other error, such as a full disk, is a different problem.</summary>
    internal const int WouldBlock = 11;

    private readonly FileStream _stream;

    private EnvironmentLock(FileStream stream) => this._stream = stream;

    /// <param name="actor">who runs this: <c>user@machine</c></param>
    /// <exception cref="OperationFailedException">another run holds the lock; the message says who and since when</exception>
    public static EnvironmentLock Take(PspEnvironment environment, string actor, TimeProvider clock)
    {
        Directory.CreateDirectory(environment.StateDirectory);
        var holderFile = Path.Combine(environment.StateDirectory, "provision.holder");
        FileStream taken;
        try
        {
            taken = new FileStream(Path.Combine(environment.StateDirectory, "provision.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException inUse) when (inUse.HResult == WouldBlock)
        {
            var holder = File.Exists(holderFile) ? File.ReadAllText(holderFile) : "another run";
            throw new OperationFailedException(
                ExitCode.ProvisioningFailed,
                $"environment '{environment.Name}' is being changed by {holder}",
                "wait until it ends, or end it, then run this again"
            );
        }
        DurableFile.Write(
            holderFile,
            string.Create(CultureInfo.InvariantCulture, $"{actor}, process {Environment.ProcessId}, since {clock.GetUtcNow():yyyy-MM-dd HH:mm:ss} UTC")
        );
        return new EnvironmentLock(taken);
    }

    public void Dispose() => _stream.Dispose();
}
