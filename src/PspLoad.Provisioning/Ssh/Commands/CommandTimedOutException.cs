using PspLoad.Core.Errors;

namespace PspLoad.Provisioning.Ssh.Commands;

/// <summary>A command took longer than its time limit; its processes on the host were stopped, unless the message says otherwise.</summary>
public sealed class CommandTimedOutException(string host, string command, TimeSpan timeout, string? leftover)
    : OperationFailedException(
        PspLoad.Core.Errors.ExitCode.ProvisioningFailed,
        $"{host}: '{CommandLine.Abbreviate(command)}' took longer than {timeout.TotalSeconds:0.###} "
            + $"s and was stopped{(leftover is null ? "" : $", but {leftover}")}",
        "look why on the host, or allow it more time"
    )
{
    public string Host { get; } = host;
}
