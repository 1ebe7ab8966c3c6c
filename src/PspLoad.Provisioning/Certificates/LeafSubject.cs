using System.Net;

namespace PspLoad.Provisioning.Certificates;

/// <summary>The subject of a certificate.</summary>
/// <param name="CommonName">the first of the names, for people</param>
/// <param name="DnsNames">subject alternative names</param>
/// <param name="Addresses">IP addresses among the alternative names</param>
public sealed record LeafSubject(string CommonName, IReadOnlyList<string> DnsNames, IReadOnlyList<IPAddress> Addresses)
{
    /// <summary>Validity from the time of signing. Changing it does not renew an existing certificate.</summary>
    public TimeSpan Validity { get; init; } = TimeSpan.FromDays(365);
}
