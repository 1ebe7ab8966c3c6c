using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PspLoad.Provisioning.Secrets;

namespace PspLoad.Provisioning.Certificates;

/// <summary>
/// The environment's certificate authority. The root is on no host and signs one intermediate, which signs the leaves (RFC 5280, CA/Browser Forum
/// profiles for server and client certificates). The CA keys and certificates are created once and kept sealed beside the environment.
/// </summary>
public sealed class CertificateAuthority
{
    private static readonly TimeSpan s_rootValidity = TimeSpan.FromDays(3650);
    private static readonly TimeSpan s_intermediateValidity = TimeSpan.FromDays(1825);

    /// <summary>Hosts may have clocks that are behind ours.</summary>
    private static readonly TimeSpan s_backdate = TimeSpan.FromHours(1);

    private readonly X509Certificate2 _intermediate;
    private readonly TimeProvider _clock;

    private CertificateAuthority(X509Certificate2 root, X509Certificate2 intermediate, TimeProvider clock) =>
        (Root, this._intermediate, this._clock) = (root, intermediate, clock);

    /// <summary>The root certificate, without its private key. Every host trusts it.</summary>
    public X509Certificate2 Root { get; }

    public string RootPem => Root.ExportCertificatePem() + "\n";

    /// <summary>The intermediate certificate, which a server sends after its leaf.</summary>
    public string IntermediatePem => _intermediate.ExportCertificatePem() + "\n";

    /// <summary>Opens the environment's authority, or creates it on first use.</summary>
    public static CertificateAuthority Open(SecretStore secrets, string environmentName, TimeProvider clock)
    {
        var rootPem = secrets.GetOrCreate("ca/root", () => MakeRoot(environmentName, clock));
        using var root = X509Certificate2.CreateFromPem(rootPem, rootPem);
        var intermediatePem = secrets.GetOrCreate("ca/intermediate", () => MakeIntermediate(root, environmentName, clock));
        return new CertificateAuthority(X509Certificate2.CreateFromPem(rootPem), X509Certificate2.CreateFromPem(intermediatePem, intermediatePem), clock);
    }

    /// <summary>Signs a host's request. Uses only the public key of the request; the names come from <paramref name="subject"/>.</summary>
    /// <param name="requestPem">PKCS#10 request; its signature is verified</param>
    /// <param name="subject">names and validity of the certificate</param>
    /// <returns>leaf and intermediate certificates, PEM</returns>
    /// <exception cref="CryptographicException">the request is damaged</exception>
    public string Sign(string requestPem, LeafSubject subject)
    {
        var request = CertificateRequest.LoadSigningRequestPem(requestPem, HashAlgorithmName.SHA256);
        var leaf = new CertificateRequest(new X500DistinguishedName($"CN={subject.CommonName}"), request.PublicKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in subject.DnsNames)
            names.AddDnsName(name);
        foreach (var address in subject.Addresses)
            names.AddIpAddress(address);
        leaf.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        leaf.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        leaf.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1"), new("1.3.6.1.5.5.7.3.2")], critical: false));
        leaf.CertificateExtensions.Add(names.Build());
        leaf.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(leaf.PublicKey, critical: false));
        leaf.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_intermediate, true, false));
        var now = _clock.GetUtcNow();
        using var signed = leaf.Create(_intermediate, now - s_backdate, Earlier(now + subject.Validity, _intermediate.NotAfter), Serial());
        return signed.ExportCertificatePem() + "\n" + IntermediatePem;
    }

    /// <summary>True if our intermediate signed the certificate.</summary>
    public bool Issued(X509Certificate2 leaf)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(Root);
        chain.ChainPolicy.ExtraStore.Add(_intermediate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(leaf);
    }

    /// <summary>A revocation list signed by the intermediate. The list is stored, and replaced when fewer than ten days are left.</summary>
    /// <param name="secrets">store for the current list, because signing again would change its bytes</param>
    public string RevocationListPem(SecretStore secrets)
    {
        var kept = secrets.GetOrCreate("ca/crl", MakeRevocationList);
        var nextUpdate = DateTimeOffset.Parse(kept[..kept.IndexOf('\n', StringComparison.Ordinal)]);
        if (nextUpdate - _clock.GetUtcNow() < TimeSpan.FromDays(10))
            kept = secrets.Replace("ca/crl", MakeRevocationList());
        return kept[(kept.IndexOf('\n', StringComparison.Ordinal) + 1)..];
    }

    private string MakeRevocationList()
    {
        var now = _clock.GetUtcNow();
        var nextUpdate = now + TimeSpan.FromDays(30);
        var number = new System.Numerics.BigInteger(now.ToUnixTimeSeconds());
        var list = new CertificateRevocationListBuilder().Build(_intermediate, number, nextUpdate, HashAlgorithmName.SHA256, thisUpdate: now - s_backdate);
        return $"{nextUpdate:O}\n{PemEncoding.WriteString("X509 CRL", list)}\n";
    }

    private static string MakeRoot(string environmentName, TimeProvider clock)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var request = AuthorityRequest($"CN=PspLoad root CA ({environmentName})", key, pathLength: 1);
        var now = clock.GetUtcNow();
        using var root = request.CreateSelfSigned(now - s_backdate, now + s_rootValidity);
        return Pem(root, key);
    }

    private static string MakeIntermediate(X509Certificate2 root, string environmentName, TimeProvider clock)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var request = AuthorityRequest($"CN=PspLoad issuing CA ({environmentName})", key, pathLength: 0);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(root, true, false));
        var now = clock.GetUtcNow();
        using var signed = request.Create(root, now - s_backdate, Earlier(now + s_intermediateValidity, root.NotAfter), Serial());
        return Pem(signed, key);
    }

    private static CertificateRequest AuthorityRequest(string name, ECDsa key, int pathLength)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA384);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, pathLength, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request;
    }

    private static string Pem(X509Certificate2 certificate, ECDsa key) => $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";

    private static DateTimeOffset Earlier(DateTimeOffset wanted, DateTime issuerEnd) =>
        wanted < new DateTimeOffset(issuerEnd) ? wanted : new DateTimeOffset(issuerEnd);

    /// <summary>128 random bits with the top bit cleared to keep the number positive (RFC 5280, 4.1.2.2).</summary>
    private static byte[] Serial()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7F;
        return serial;
    }
}
