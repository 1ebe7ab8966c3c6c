using PspLoad.Core.Errors;

namespace PspLoad.Provisioning.Ssh.HostKeys;

/// <summary>A host showed a key that is not pinned for it: unknown, changed or revoked. Nothing was sent to it.</summary>
public sealed class HostKeyRefusedException(string problem, string remedy) : OperationFailedException(ExitCode.ProvisioningFailed, problem, remedy);
