namespace PspLoad.Roles.Operations;

/// <summary>Current status of one host, as reported by itself.</summary>
/// <param name="Host">name</param>
/// <param name="Unreachable">why it does not answer; null if it does</param>
/// <param name="DiskPercent">usage of the fullest of the host's own file systems</param>
/// <param name="CertificateDays">days left on the certificate that expires first; null if there is none</param>
/// <param name="Facts">one line per role that reports something: <c>application: sha256:… ready since …</c></param>
public sealed record HostStatus(string Host, string? Unreachable, int? DiskPercent, int? CertificateDays, IReadOnlyList<string> Facts);
