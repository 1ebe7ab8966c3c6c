using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

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
    /// <exception cref="FormatException">it has no certificate, or one that cannot be read; the message says what it has instead</exception>
    /// <exception cref="IOException">it cannot be read</exception>
    public static X509Certificate2Collection LoadAuthorities(string path)
    {
        var content = File.ReadAllBytes(path);
        X509Certificate2Collection authorities = [];
        try
        {
            authorities.ImportFromPem(Encoding.Latin1.GetString(content));
        }
        catch (CryptographicException wrong)
        {
            throw new FormatException($"a certificate in it cannot be read: {wrong.Message}", wrong);
        }
        return authorities.Count > 0 ? authorities : throw new FormatException(WhatItHas(content));
    }

    private static string WhatItHas(ReadOnlySpan<byte> content) =>
        content.IsEmpty ? "it is empty; expected PEM, which begins with -----BEGIN CERTIFICATE-----"
        // The tag of an ASN.1 SEQUENCE (X.690).
        : content[0] == 0x30 ? "it is DER, not PEM; convert it: openssl x509 -inform der -in FILE"
        : content.IndexOf("PRIVATE KEY-----"u8) >= 0 ? "it has a private key and no certificate"
        : "it has no certificate; expected PEM, which begins with -----BEGIN CERTIFICATE-----";

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
