using PspLoad.Core.Errors;

namespace PspLoad.Provisioning.Ssh.Connections;

/// <summary>No connection to the host could be made. Nothing was run on it.</summary>
public sealed class HostUnreachableException(string host, string reason, string remedy, Exception? inner = null)
    : OperationFailedException(ExitCode.ProvisioningFailed, $"{host}: cannot connect: {reason}", remedy, inner)
{
    public string Host { get; } = host;
}
