using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace PspLoad.Load.Http;

/// <summary>TLS settings of the client. The server's certificate is verified (chain, dates, name) by default.</summary>
public sealed record TlsOptions
{
    /// <summary>TLS 1.2 and 1.3; set only one to test the policy of a front.</summary>
    public SslProtocols Protocols { get; init; } = SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>Trusted certificate authorities; null = the system's.</summary>
    public X509Certificate2Collection? TrustedAuthorities { get; init; }

    /// <summary>Certificate with private key for servers that request one (mutual TLS).</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>False accepts any server, so payments may go to anyone; use it only where the certificate is not part of the test.</summary>
    public bool VerifyServer { get; init; } = true;

    /// <summary>Resumes sessions on new connections. False makes every new connection cost the server a full handshake.</summary>
    public bool ResumeSessions { get; init; } = true;

    /// <param name="path">PEM file with one or more CA certificates</param>
    public static X509Certificate2Collection LoadAuthorities(string path)
    {
        X509Certificate2Collection authorities = [];
        authorities.ImportFromPemFile(path);
        return authorities;
    }

    internal SslClientAuthenticationOptions ForHost(string host, params List<SslApplicationProtocol> protocols)
    {
        SslClientAuthenticationOptions options = new()
        {
            TargetHost = host,
            EnabledSslProtocols = Protocols,
            AllowTlsResume = ResumeSessions,
            ApplicationProtocols = protocols,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        };
        if (TrustedAuthorities is not null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(TrustedAuthorities);
        }

        if (ClientCertificate is not null)
            options.ClientCertificateContext = SslStreamCertificateContext.Create(ClientCertificate, additionalCertificates: null, offline: true);
#pragma warning disable CA5359, MA0039 // Asked for by name; verification is on by default.
        if (!VerifyServer)
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359, MA0039
        return options;
    }
}
