using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using PspLoad.Provisioning.Certificates;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Secrets;

namespace PspLoad.UnitTests.Provisioning.Certificates;

/// <summary>Keys and certificates made with a real openssl; the clock is the test's.</summary>
public sealed class CertificateResourceTests : IDisposable
{
    private static readonly LeafSubject Subject = new("app1.psp.test", ["app1.psp.test", "app1"], [IPAddress.Parse("192.0.2.31")]);
    private readonly TemporaryFolder folder = new();
    private readonly LocalShell shell = new();
    private readonly FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());
    private readonly SecretStore secrets;

    public CertificateResourceTests()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root: the key belongs to it");
        Assert.SkipUnless(File.Exists("/usr/bin/openssl"), "needs the package openssl");
        secrets = SecretStore.Open(folder["secrets.sealed"], SecretKey.FromFile(folder["secrets.key"]));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_chain_verifies_for_every_name_and_for_no_other()
    {
        var authority = Authority();
        Assert.Equal("new key, new certificate", (await shell.ConvergeAsync(Certificate())).Summary);
        File.WriteAllText(folder["root.pem"], authority.RootPem);
        File.WriteAllText(folder["crl.pem"], authority.RevocationListPem(secrets));

        var verify = $"openssl verify -x509_strict -crl_check -CRLfile '{folder["crl.pem"]}' -CAfile '{folder["root.pem"]}' -untrusted '{folder["host.crt"]}'";
        foreach (var name in new[] { "-verify_hostname app1.psp.test", "-verify_hostname app1", "-verify_ip 192.0.2.31", "-purpose sslserver", "-purpose sslclient" })
            Assert.Equal((name, 0), (name, (await shell.AskAsync($"{verify} {name} '{folder["host.crt"]}'")).ExitCode));
        foreach (var name in new[] { "-verify_hostname app2.psp.test", "-verify_ip 192.0.2.32" })
            Assert.NotEqual((name, 0), (name, (await shell.AskAsync($"{verify} {name} '{folder["host.crt"]}'")).ExitCode));
        Assert.Equal("600", (await shell.AskAsync($"stat -c %a '{folder["host.key"]}'")).Output);
    }

    [Fact]
    public async Task It_is_renewed_when_fewer_than_30_days_are_left_and_its_key_is_not_made_anew()
    {
        await shell.ConvergeAsync(Certificate());
        var key = File.ReadAllText(folder["host.key"]);

        clock.Advance(TimeSpan.FromDays(334));
        Assert.IsType<Verdict.Ok>(await shell.CompareAsync(Certificate()));
        clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal("renewed: 29 days left", (await shell.ConvergeAsync(Certificate())).Summary);
        Assert.Equal(key, File.ReadAllText(folder["host.key"]));
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_replaced()
    {
        await shell.ConvergeAsync(Certificate());
        var foreign = CertificateAuthority.Open(SecretStore.Open(folder["other.sealed"], SecretKey.FromFile(folder["secrets.key"])), "test", clock);

        Assert.Equal("another issuer", (await shell.ConvergeAsync(Certificate() with { Authority = foreign })).Summary);
        Assert.Equal("another issuer", (await shell.ConvergeAsync(Certificate())).Summary);
    }

    [Fact]
    public async Task A_certificate_for_another_key_other_names_or_without_its_chain_is_replaced()
    {
        await shell.ConvergeAsync(Certificate());
        await shell.AskAsync($"openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out '{folder["host.key"]}'");
        Assert.Contains("belongs to another key", (await shell.ConvergeAsync(Certificate())).Summary, StringComparison.Ordinal);

        Assert.Equal("other names", (await shell.ConvergeAsync(Certificate() with { Subject = Subject with { DnsNames = ["app1.psp.test"] } })).Summary);
        await shell.ConvergeAsync(Certificate());

        using (var leaf = X509Certificate2.CreateFromPem(File.ReadAllText(folder["host.crt"])))
            File.WriteAllText(folder["host.crt"], leaf.ExportCertificatePem() + "\n");
        Assert.Equal("another chain", (await shell.ConvergeAsync(Certificate())).Summary);
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("-----BEGIN CERTIFICATE-----\ngarbage\n-----END CERTIFICATE-----\n")]
    public async Task A_damaged_certificate_is_made_anew(string content)
    {
        File.WriteAllText(folder["host.crt"], content);

        await shell.ConvergeAsync(Certificate());
    }

    [Fact]
    public async Task A_file_in_the_keys_place_is_never_overwritten()
    {
        File.WriteAllText(folder["host.key"], "precious");

        Assert.Contains("is no private key", await shell.FailAsync(Certificate()), StringComparison.Ordinal);

        Assert.Equal("precious", File.ReadAllText(folder["host.key"]));
    }

    [Fact]
    public async Task A_key_that_others_may_read_is_closed_again()
    {
        await shell.ConvergeAsync(Certificate());
        File.SetUnixFileMode(folder["host.key"], (UnixFileMode)0b110_100_100);

        Assert.Equal("key access 0644 root:root → 0600 root:root", (await shell.ConvergeAsync(Certificate())).Summary);
    }

    [Fact]
    public void The_revocation_list_is_kept_until_ten_days_of_it_are_left()
    {
        var first = Authority().RevocationListPem(secrets);
        clock.Advance(TimeSpan.FromDays(19));
        Assert.Equal(first, Authority().RevocationListPem(secrets));
        clock.Advance(TimeSpan.FromDays(2));
        Assert.NotEqual(first, Authority().RevocationListPem(secrets));
    }

    [Fact]
    public void A_request_that_was_altered_is_not_signed()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256).CreateSigningRequest();
        request[^1] ^= 1;

        Assert.ThrowsAny<CryptographicException>(() => Authority().Sign(PemEncoding.WriteString("CERTIFICATE REQUEST", request), Subject));
    }

    private CertificateAuthority Authority() => CertificateAuthority.Open(secrets, "test", clock);

    private CertificateResource Certificate() => new(folder["host.key"], folder["host.crt"], Subject, Authority(), clock);
}
