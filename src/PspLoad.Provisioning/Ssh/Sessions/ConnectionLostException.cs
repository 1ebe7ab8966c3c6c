using PspLoad.Core.Errors;

namespace PspLoad.Provisioning.Ssh.Sessions;

/// <summary>
/// The connection was lost while a command ran. The command may have done everything, a part or nothing, and may still be running. It is never
/// run again automatically. The next command opens a new connection.
/// </summary>
public sealed class ConnectionLostException(string host, string command, string reason, Exception? inner = null)
    : OperationFailedException(
        ExitCode.ProvisioningFailed,
        $"{host}: the connection was lost while '{command}' ran ({reason}): its outcome is unknown",
        "look at the host's state, then run again",
        inner
    )
{
    public string Host { get; } = host;
}
