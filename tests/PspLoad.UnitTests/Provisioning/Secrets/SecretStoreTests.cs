using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Secrets;

namespace PspLoad.UnitTests.Provisioning.Secrets;

public sealed class SecretStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Sealed => _folder["secrets.sealed"];

    [Fact]
    public void A_secret_is_made_once_and_kept()
    {
        var made = Open().Password("database/app");

        Assert.Equal(made, Open().Password("database/app"));
        Assert.NotEqual(made, Open().Password("database/other"));
        Assert.Matches("^[A-Za-z0-9]{32}$", made);
    }

    [Fact]
    public void The_file_is_its_owners_and_shows_neither_names_nor_values()
    {
        var made = Open().Password("database/app");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Sealed));
        var content = Encoding.Latin1.GetString(File.ReadAllBytes(Sealed));
        Assert.DoesNotContain(made, content, StringComparison.Ordinal);
        Assert.DoesNotContain("database", content, StringComparison.Ordinal);
    }

    [Fact]
    public void A_passphrase_opens_it_and_another_one_does_not()
    {
        var made = SecretStore.Open(Sealed, SecretKey.FromPassphrase("correct horse")).Password("a");

        Assert.Equal(made, SecretStore.Open(Sealed, SecretKey.FromPassphrase("correct horse")).Password("a"));
        var refused = Assert.Throws<OperationFailedException>(() => SecretStore.Open(Sealed, SecretKey.FromPassphrase("battery staple")));
        Assert.Equal(ExitCode.InvalidUsage, refused.ExitCode);
    }

    [Fact]
    public void A_file_that_was_altered_anywhere_or_cut_is_refused()
    {
        Open().Password("a");
        var content = File.ReadAllBytes(Sealed);
        for (var index = 0; index < content.Length; index++)
        {
            var altered = content.ToArray();
            altered[index] ^= 1;
            File.WriteAllBytes(Sealed, altered);
            Assert.Throws<OperationFailedException>(Open);
        }
        foreach (var length in new[] { 0, 51, content.Length - 1 })
        {
            File.WriteAllBytes(Sealed, content[..length]);
            Assert.Throws<OperationFailedException>(Open);
        }
    }

    [Fact]
    public void Two_processes_at_once_keep_each_others_secrets()
    {
        var (one, other) = (Open(), Open());

        var first = one.Password("a");
        var second = other.Password("b");

        Assert.Equal(first, other.Password("a"));
        Assert.Equal((first, second), (Open().Password("a"), Open().Password("b")));
    }

    [Fact]
    public void Many_at_once_agree()
    {
        var key = SecretKey.FromFile(_folder["key"]);
        var made = Enumerable.Range(0, 8).AsParallel().WithDegreeOfParallelism(8).Select(_ => SecretStore.Open(Sealed, key).Password("shared")).ToList();

        Assert.Single(made.Distinct());
    }

    [Fact]
    public void Every_secret_is_redacted_also_one_that_is_a_part_of_another()
    {
        var store = Open();
        store.GetOrCreate("a", () => "password");
        store.GetOrCreate("b", () => "password-and-more");

        Assert.Equal("[redacted] [redacted] pass", store.Redact("password-and-more password pass"));
    }

    [Fact]
    public void A_private_key_is_redacted_line_by_line_and_the_certificate_beside_it_is_not()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var pem = key.ExportPkcs8PrivateKeyPem();
        var certificate = "-----BEGIN CERTIFICATE-----\nMIIBpublicpublicpublicpublic\n-----END CERTIFICATE-----";
        var store = Open();
        store.GetOrCreate("ca/root", () => $"{certificate}\n{pem}\n");

        var shown = store.Redact(string.Join('\n', $"{pem}\n{certificate}".Split('\n').Select(line => $"+{line}\r")));

        Assert.All(pem.Split('\n').Where(line => !line.StartsWith('-')), line => Assert.DoesNotContain(line, shown, StringComparison.Ordinal));
        Assert.Contains("MIIBpublic", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_file_is_made_once_for_its_owner_only()
    {
        Open();
        var made = File.ReadAllBytes(_folder["key"]);
        Open();

        Assert.Equal(32, made.Length);
        Assert.Equal(made, File.ReadAllBytes(_folder["key"]));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder["key"]));
    }

    [Fact]
    public void A_key_file_that_is_empty_or_open_to_others_is_refused()
    {
        Open();
        File.SetUnixFileMode(_folder["key"], UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Contains("by users other", Assert.Throws<OperationFailedException>(Open).Message, StringComparison.Ordinal);

        File.SetUnixFileMode(_folder["key"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(_folder["key"], "");
        Assert.Contains("too few", Assert.Throws<OperationFailedException>(Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lock_that_is_never_released_is_named()
    {
        var clock = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(11) };
        var store = SecretStore.Open(Sealed, SecretKey.FromFile(_folder["key"]), clock);
        await using var held = new FileStream($"{Sealed}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

        var refused = Assert.Throws<OperationFailedException>(() => store.Password("a"));

        Assert.Contains($"{Sealed}.lock has been held by another process for 10 s", refused.Message, StringComparison.Ordinal);
    }

    private SecretStore Open() => SecretStore.Open(Sealed, SecretKey.FromFile(_folder["key"]));
}
