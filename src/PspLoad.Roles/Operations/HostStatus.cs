namespace PspLoad.Roles.Operations;

/// <summary>What one host says of itself at this moment.</summary>
/// <param name="Host">name</param>
/// <param name="Unreachable">why it says nothing; null where it answers</param>
/// <param name="DiskPercent">use of the fullest file system that is the host's own</param>
/// <param name="CertificateDays">left of the certificate that ends first; null where there is none</param>
/// <param name="Facts">one line a role that has something to say: <c>application: sha256:… ready since …</c></param>
public sealed record HostStatus(string Host, string? Unreachable, int? DiskPercent, int? CertificateDays, IReadOnlyList<string> Facts);
