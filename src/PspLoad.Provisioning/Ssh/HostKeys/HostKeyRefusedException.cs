using PspLoad.Core.Errors;

namespace PspLoad.Provisioning.Ssh.HostKeys;

/// <summary>A host presented a key that is not pinned for it: unknown, changed or revoked. Nothing was sent to the host.</summary>
public sealed class HostKeyRefusedException(string problem, string remedy) : OperationFailedException(ExitCode.ProvisioningFailed, problem, remedy);
