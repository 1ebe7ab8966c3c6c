using System.Net;

namespace PspLoad.Provisioning.Certificates;

/// <summary>Whom a certificate is for.</summary>
/// <param name="CommonName">the first of its names, for people</param>
/// <param name="DnsNames">subject alternative names</param>
/// <param name="Addresses">IP addresses among the alternative names</param>
public sealed record LeafSubject(string CommonName, IReadOnlyList<string> DnsNames, IReadOnlyList<IPAddress> Addresses)
{
    /// <summary>From the day it is signed; a certificate that is there is not renewed because this changed.</summary>
    public TimeSpan Validity { get; init; } = TimeSpan.FromDays(365);
}
