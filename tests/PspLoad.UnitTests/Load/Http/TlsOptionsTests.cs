using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PspLoad.Load.Http;

namespace PspLoad.UnitTests.Load.Http;

/// <summary>Files of a client certificate: what is wrong with them is known before the load.</summary>
public sealed class TlsOptionsTests : IDisposable
{
    private static readonly DateTimeOffset s_from = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pspload-tls-");
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;

    public TlsOptionsTests() =>
        _certificate = new CertificateRequest("CN=merchant-1", _key, HashAlgorithmName.SHA256).CreateSelfSigned(s_from, s_from.AddYears(1));

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void A_certificate_and_its_key_are_read_from_one_file_or_two()
    {
        var certificate = TlsOptions.LoadCertificate(FileOf(_certificate.ExportCertificatePem()));
        foreach (
            var key in new[]
            {
                _key.ExportPkcs8PrivateKeyPem(),
                _key.ExportECPrivateKeyPem(),
                $"{_certificate.ExportCertificatePem()}\n{_key.ExportPkcs8PrivateKeyPem()}",
            }
        )
        {
            using var whole = TlsOptions.WithKey(certificate, FileOf(key));
            Assert.True(whole.HasPrivateKey);
        }

        using var rsa = RSA.Create(2048);
        using var other = new CertificateRequest("CN=merchant-2", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(
            s_from,
            s_from.AddYears(1)
        );
        using var second = TlsOptions.WithKey(TlsOptions.LoadCertificate(FileOf(other.ExportCertificatePem())), FileOf(rsa.ExportRSAPrivateKeyPem()));
        Assert.True(second.HasPrivateKey);
    }

    [Fact]
    public void An_encrypted_key_is_told_with_the_command_that_decrypts_it()
    {
        var parameters = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        Refused("is encrypted; decrypt it: openssl pkey", _key.ExportEncryptedPkcs8PrivateKeyPem("secret", parameters));
        Refused("is encrypted", "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n-----END EC PRIVATE KEY-----\n");
    }

    [Fact]
    public void The_key_of_another_certificate_is_told()
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        Refused("does not belong to the certificate of CN=merchant-1", ec.ExportPkcs8PrivateKeyPem());
        Refused("does not belong to the certificate of CN=merchant-1", rsa.ExportPkcs8PrivateKeyPem());
    }

    [Fact]
    public void What_a_file_has_instead_of_a_key_is_told()
    {
        Refused("it is empty", "");
        Refused("it has a certificate and no private key", _certificate.ExportCertificatePem());
        Refused("it has no private key", "nonsense");
        Refused("cannot be read; RSA and EC keys work", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        var der = Path.Combine(_folder.FullName, "key.der");
        File.WriteAllBytes(der, _key.ExportPkcs8PrivateKey());
        Assert.Contains("it is DER, not PEM", Assert.Throws<FormatException>(() => TlsOptions.WithKey(_certificate, der)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_file_has_instead_of_a_certificate_is_told()
    {
        foreach (
            var (content, words) in new[]
            {
                ("", "it is empty"),
                (_key.ExportPkcs8PrivateKeyPem(), "a private key and no certificate"),
                ("x", "no certificate"),
            }
        )
        {
            var refused = Assert.Throws<FormatException>(() => TlsOptions.LoadCertificate(FileOf(content)));
            Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        }
    }

    private void Refused(string words, string key)
    {
        using var bare = X509CertificateLoader.LoadCertificate(_certificate.RawData);
        Assert.Contains(words, Assert.Throws<FormatException>(() => TlsOptions.WithKey(bare, FileOf(key))).Message, StringComparison.Ordinal);
    }

    private string FileOf(string content)
    {
        var path = Path.Combine(_folder.FullName, Path.GetRandomFileName());
        File.WriteAllText(path, content);
        return path;
    }
}
