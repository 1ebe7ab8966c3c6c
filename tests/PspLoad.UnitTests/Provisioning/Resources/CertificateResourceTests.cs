using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using PspLoad.Provisioning.Certificates;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Secrets;

namespace PspLoad.UnitTests.Provisioning.Resources;

/// <summary>Makes keys and certificates with the real openssl and a fake clock.</summary>
public sealed class CertificateResourceTests : IDisposable
{
    private static readonly LeafSubject s_subject = new("app1.psp.test", ["app1.psp.test", "app1"], [IPAddress.Parse("192.0.2.31")]);
    private readonly TemporaryFolder _folder = new();
    private readonly LocalShell _shell = new();
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly SecretStore _secrets;

    public CertificateResourceTests()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root: the key belongs to it");
        Assert.SkipUnless(File.Exists("/usr/bin/openssl"), "needs the package openssl");
        _secrets = SecretStore.Open(_folder["secrets.sealed"], SecretKey.FromFile(_folder["secrets.key"]));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_chain_verifies_for_every_name_and_for_no_other()
    {
        var authority = Authority();
        Assert.Equal("new key, new certificate", (await _shell.ConvergeAsync(Certificate())).Summary);
        File.WriteAllText(_folder["root.pem"], authority.RootPem);
        File.WriteAllText(_folder["crl.pem"], authority.RevocationListPem(_secrets));

        var verify =
            $"openssl verify -x509_strict -crl_check -CRLfile '{_folder["crl.pem"]}' -CAfile '{_folder["root.pem"]}' -untrusted '{_folder["host.crt"]}'";
        foreach (
            var name in new[] { "-verify_hostname app1.psp.test", "-verify_hostname app1", "-verify_ip 192.0.2.31", "-purpose sslserver", "-purpose sslclient" }
        )
        {
            Assert.Equal((name, 0), (name, (await _shell.AskAsync($"{verify} {name} '{_folder["host.crt"]}'")).ExitCode));
        }

        foreach (var name in new[] { "-verify_hostname app2.psp.test", "-verify_ip 192.0.2.32" })
            Assert.NotEqual((name, 0), (name, (await _shell.AskAsync($"{verify} {name} '{_folder["host.crt"]}'")).ExitCode));
        Assert.Equal("600", (await _shell.AskAsync($"stat -c %a '{_folder["host.key"]}'")).Output);
    }

    [Fact]
    public async Task It_is_renewed_when_fewer_than_30_days_are_left_and_its_key_is_not_made_anew()
    {
        await _shell.ConvergeAsync(Certificate());
        var key = File.ReadAllText(_folder["host.key"]);

        _clock.Advance(TimeSpan.FromDays(334));
        Assert.IsType<StateComparison.Ok>(await _shell.CompareAsync(Certificate()));
        _clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal("renewed: 29 days left", (await _shell.ConvergeAsync(Certificate())).Summary);
        Assert.Equal(key, File.ReadAllText(_folder["host.key"]));
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_replaced()
    {
        await _shell.ConvergeAsync(Certificate());
        var foreign = CertificateAuthority.Open(SecretStore.Open(_folder["other.sealed"], SecretKey.FromFile(_folder["secrets.key"])), "test", _clock);

        Assert.Equal("another issuer", (await _shell.ConvergeAsync(Certificate() with { Authority = foreign })).Summary);
        Assert.Equal("another issuer", (await _shell.ConvergeAsync(Certificate())).Summary);
    }

    [Fact]
    public async Task A_certificate_for_another_key_other_names_or_without_its_chain_is_replaced()
    {
        await _shell.ConvergeAsync(Certificate());
        await _shell.AskAsync($"openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out '{_folder["host.key"]}'");
        Assert.Contains("belongs to another key", (await _shell.ConvergeAsync(Certificate())).Summary, StringComparison.Ordinal);

        Assert.Equal("other names", (await _shell.ConvergeAsync(Certificate() with { Subject = s_subject with { DnsNames = ["app1.psp.test"] } })).Summary);
        await _shell.ConvergeAsync(Certificate());

        using (var leaf = X509Certificate2.CreateFromPem(File.ReadAllText(_folder["host.crt"])))
            File.WriteAllText(_folder["host.crt"], leaf.ExportCertificatePem() + "\n");
        Assert.Equal("another chain", (await _shell.ConvergeAsync(Certificate())).Summary);
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("-----BEGIN CERTIFICATE-----\ngarbage\n-----END CERTIFICATE-----\n")]
    public async Task A_damaged_certificate_is_made_anew(string content)
    {
        File.WriteAllText(_folder["host.crt"], content);

        await _shell.ConvergeAsync(Certificate());
    }

    [Fact]
    public async Task A_file_in_the_keys_place_is_never_overwritten()
    {
        File.WriteAllText(_folder["host.key"], "precious");

        Assert.Contains("is not a private key", await _shell.FailAsync(Certificate()), StringComparison.Ordinal);

        Assert.Equal("precious", File.ReadAllText(_folder["host.key"]));
    }

    [Fact]
    public async Task A_key_that_others_may_read_is_closed_again()
    {
        await _shell.ConvergeAsync(Certificate());
        File.SetUnixFileMode(_folder["host.key"], (UnixFileMode)0b110_100_100);

        Assert.Equal("key access 0644 root:root → 0600 root:root", (await _shell.ConvergeAsync(Certificate())).Summary);
    }

    [Fact]
    public void The_revocation_list_is_kept_until_ten_days_of_it_are_left()
    {
        var first = Authority().RevocationListPem(_secrets);
        _clock.Advance(TimeSpan.FromDays(19));
        Assert.Equal(first, Authority().RevocationListPem(_secrets));
        _clock.Advance(TimeSpan.FromDays(2));
        Assert.NotEqual(first, Authority().RevocationListPem(_secrets));
    }

    [Fact]
    public void A_request_that_was_altered_is_not_signed()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256).CreateSigningRequest();
        request[^1] ^= 1;

        Assert.ThrowsAny<CryptographicException>(() => Authority().Sign(PemEncoding.WriteString("CERTIFICATE REQUEST", request), s_subject));
    }

    private CertificateAuthority Authority() => CertificateAuthority.Open(_secrets, "test", _clock);

    private CertificateResource Certificate() => new(_folder["host.key"], _folder["host.crt"], s_subject, Authority(), _clock);
}
