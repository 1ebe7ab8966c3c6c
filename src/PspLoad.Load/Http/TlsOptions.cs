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

    /// <param name="path">PEM file; its first certificate is the client's</param>
    /// <exception cref="FormatException">it has no certificate, or one that cannot be read</exception>
    /// <exception cref="IOException">it cannot be read</exception>
    public static X509Certificate2 LoadCertificate(string path) => LoadAuthorities(path)[0];

    /// <summary>Adds the private key to a client certificate.</summary>
    /// <param name="certificate">without its key</param>
    /// <param name="path">PEM file with an RSA or EC key that is not encrypted</param>
    /// <exception cref="FormatException">it has no such key, or the key of another certificate; the message says what it has instead</exception>
    /// <exception cref="IOException">it cannot be read</exception>
    public static X509Certificate2 WithKey(X509Certificate2 certificate, string path)
    {
        var content = File.ReadAllBytes(path);
        var pem = Encoding.Latin1.GetString(content);
        if (pem.Contains("ENCRYPTED", StringComparison.Ordinal) && pem.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
            throw new FormatException("the private key in it is encrypted; decrypt it: openssl pkey -in FILE -out PLAIN.pem");
        using var key = ReadKey(pem);
        try
        {
            return key switch
            {
                RSA rsa when certificate.GetRSAPublicKey() is not null => certificate.CopyWithPrivateKey(rsa),
                ECDsa ec when certificate.GetECDsaPublicKey() is not null => certificate.CopyWithPrivateKey(ec),
                null => throw new FormatException(WhyNoKey(content)),
                _ => throw new ArgumentException("it is of another kind", nameof(path)),
            };
        }
        catch (ArgumentException other)
        {
            throw new FormatException($"the private key in it does not belong to the certificate of {certificate.Subject}", other);
        }
    }

    private static AsymmetricAlgorithm? ReadKey(string pem)
    {
        foreach (var key in new AsymmetricAlgorithm[] { RSA.Create(), ECDsa.Create() })
        {
            try
            {
                key.ImportFromPem(pem);
                return key;
            }
            catch (Exception wrong) when (wrong is ArgumentException or CryptographicException)
            {
                key.Dispose();
            }
        }

        return null;
    }

    private static string WhyNoKey(ReadOnlySpan<byte> content) =>
        content.IsEmpty ? "it is empty; expected PEM, which begins with -----BEGIN PRIVATE KEY-----"
        : content[0] == 0x30 ? "it is DER, not PEM; convert it: openssl pkey -inform der -in FILE -out KEY.pem"
        : content.IndexOf("PRIVATE KEY-----"u8) >= 0 ? "the private key in it cannot be read; RSA and EC keys work"
        : content.IndexOf("BEGIN CERTIFICATE-----"u8) >= 0 ? "it has a certificate and no private key"
        : "it has no private key; expected PEM, which begins with -----BEGIN PRIVATE KEY-----";

    private static string WhatItHas(ReadOnlySpan<byte> content) =>
        content.IsEmpty ? "it is empty; expected PEM, which begins with -----BEGIN CERTIFICATE-----"
        // The tag of an ASN.1 SEQUENCE (X.690).
        : content[0] == 0x30 ? "it is DER, not PEM; convert it: openssl x509 -inform der -in FILE"
        : content.IndexOf("PRIVATE KEY-----"u8) >= 0 ? "it has a private key and no certificate"
        : "it has no certificate; expected PEM, which begins with -----BEGIN CERTIFICATE-----";
}
