using PspLoad.Core.Errors;
using PspLoad.Provisioning.Ssh.Sessions;

namespace PspLoad.Provisioning.Ssh.Commands;

/// <summary>A command exceeded its time limit. Its processes on the host were stopped, unless the message says otherwise.</summary>
public sealed class CommandTimedOutException(string host, string command, TimeSpan timeout, string? leftover)
    : OperationFailedException(
        PspLoad.Core.Errors.ExitCode.ProvisioningFailed,
        $"{host}: '{RemoteCommandLine.Abbreviate(command)}' took longer than {timeout.TotalSeconds:0.###} "
            + $"s and was stopped{(leftover is null ? "" : $", but {leftover}")}",
        "find the cause on the host, or allow more time"
    )
{
    public string Host { get; } = host;
}
