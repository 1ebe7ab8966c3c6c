using PspLoad.Core.Errors;
using PspLoad.Provisioning.Ssh.HostKeys;

namespace PspLoad.UnitTests.Provisioning.Ssh.HostKeys;

public sealed class KnownHostsTests
{
    private const string EcdsaKey =
        "AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBGDEor6J9k5T4heWEulpQFLfZ04IIXDFULe6jyRSKLBLAA+wGLM4AqyLgJOhYxqNLnA1hzTde+xAnv/t2HuCSxw=";

    private const string Ecdsa = "ecdsa-sha2-nistp256 " + EcdsaKey;
    private const string EcdsaFingerprint = "SHA256:dNZt2TAaxah4ctJKfRx3J+t3dKE0JvkNNqioecEkVj0";
    private const string Ed25519Key = "AAAAC3NzaC1lZDI1NTE5AAAAIJQINtGDT4mXUKTBL5LASdj1bAgrGBkGoN/61/OLgFeG";
    private const string Ed25519 = "ssh-ed25519 " + Ed25519Key;
    private const string Ed25519Fingerprint = "SHA256:Wt9jwTzzYVjup8oqpVdWvPWMyUPTPwT+VGJu1gGqYYI";

    private static readonly byte[] s_ecdsaBytes = Convert.FromBase64String(EcdsaKey);
    private static readonly byte[] s_ed25519Bytes = Convert.FromBase64String(Ed25519Key);

    // Made with ssh-keygen -H of OpenSSH 9.2 from console, [app1]:2222 and 198.18.0.10.
    private static readonly string[] s_hashed =
    [
        "|1|sg0OrBW+K97j6Kl70MT+2tjj6tw=|QMCPIojpt29X8ZNsIPjpNxdy0hM= " + Ecdsa,
        "|1|lDTb+lhl8IyQ0/QmvZ9s2nCywWc=|sHQsxiSGtTCbYWUKBqFpLon82es= " + Ecdsa,
        "|1|h5toObkYXtLn4M+Mb0A0dT1DxnA=|GHNpSvnbGIokRY1A+lk3dvNEofk= " + Ecdsa,
    ];

    [Theory]
    [InlineData("console")]
    [InlineData("CONSOLE")]
    [InlineData("[app1]:2222")]
    [InlineData("198.18.0.10")]
    public void Names_that_ssh_keygen_hashed_are_found(string name) => Assert.Null(Pins(name, s_hashed).Judge(s_ecdsaBytes));

    [Theory]
    [InlineData("app1")]
    [InlineData("[app1]:22")]
    [InlineData("console.psp.test")]
    public void Others_are_not(string name) => Assert.EndsWith($"has no line for {name}", Pins(name, s_hashed).Judge(s_ecdsaBytes)!.Problem);

    [Theory]
    [InlineData("app1", "app1,app2", true)]
    [InlineData("app2", "app1,app2", true)]
    [InlineData("app3", "app1,app2", false)]
    [InlineData("app3", "app?", true)]
    [InlineData("app31", "app?", false)]
    [InlineData("db1.psp.test", "*.psp.test", true)]
    [InlineData("db1.psp.test", "*.psp.test,!db1.*", false)]
    [InlineData("db1.psp.test", "!db1.*,*.psp.test", false)]
    [InlineData("db1.psp.test", "!db2.*", false)]
    [InlineData("[db1]:2222", "[db1]:2222", true)]
    [InlineData("db1", "[db1]:2222", false)]
    [InlineData("fd00::1", "FD00::1", true)]
    public void Patterns_match_like_OpenSSHs(string name, string patterns, bool matches) => Assert.Equal(matches, HostPatterns.Parse(patterns).Matches(name));

    [Fact]
    public void Fingerprints_are_written_like_OpenSSHs()
    {
        Assert.Equal(EcdsaFingerprint, HostPins.Fingerprint(s_ecdsaBytes));
        Assert.Equal(Ed25519Fingerprint, HostPins.Fingerprint(s_ed25519Bytes));
    }

    [Fact]
    public void Comments_blank_lines_tabs_and_trailing_words_are_understood() =>
        Assert.Null(Pins("db1", "# pinned by hand", "", "   ", "\tdb1\t" + Ed25519 + " root@db1 and more").Judge(s_ed25519Bytes));

    [Fact]
    public void A_changed_key_is_refused_with_what_is_pinned_and_where() =>
        Assert.Equal(
            $"db1 shows host key {Ed25519Fingerprint}, but known_hosts:2 pins {EcdsaFingerprint}",
            Pins("db1", "db2 " + Ed25519, "db1 " + Ecdsa).Judge(s_ed25519Bytes)!.Problem
        );

    [Fact]
    public void Any_of_several_pinned_keys_will_do()
    {
        var pins = Pins("db1", "db1 " + Ed25519, "db1 " + Ecdsa);
        Assert.Null(pins.Judge(s_ed25519Bytes));
        Assert.Null(pins.Judge(s_ecdsaBytes));
    }

    [Fact]
    public void Only_algorithms_of_pinned_keys_are_offered()
    {
        Assert.Equal(["ecdsa-sha2-nistp256"], Pins("db1", "db1 " + Ecdsa, "db2 " + Ed25519).Algorithms);
        Assert.Equal(["ecdsa-sha2-nistp256", "ssh-ed25519"], Pins("db1", "db1 " + Ed25519, "db1 " + Ecdsa).Algorithms);
        Assert.Equal(HostPins.AllAlgorithms, Pins("db1").Algorithms);
        Assert.DoesNotContain("ssh-rsa", HostPins.AllAlgorithms);
    }

    [Fact]
    public void A_line_for_the_address_counts_only_while_none_is_there_for_the_name()
    {
        string[] addressOnly = ["198.18.0.21 " + Ecdsa];
        Assert.Null(KnownHosts.Parse("known_hosts", addressOnly).PinsOf("db1", ["db1"], ["198.18.0.21"]).Judge(s_ecdsaBytes));
        string[] both = [.. addressOnly, "db1 " + Ed25519];
        Assert.NotNull(KnownHosts.Parse("known_hosts", both).PinsOf("db1", ["db1"], ["198.18.0.21"]).Judge(s_ecdsaBytes));
    }

    [Fact]
    public void A_revoked_key_is_refused_wherever_it_stands()
    {
        Assert.Equal(
            $"db1 shows a revoked host key {EcdsaFingerprint} (known_hosts:2)",
            Pins("db1", "db1 " + Ecdsa, "@revoked * " + Ecdsa).Judge(s_ecdsaBytes)!.Problem
        );
        Assert.Null(Pins("db1", "db1 " + Ed25519, "@revoked * " + Ecdsa).Judge(s_ed25519Bytes));
        Assert.Contains(
            "revoked",
            KnownHosts
                .Parse("known_hosts", ["db1 " + Ecdsa, "@revoked 198.18.0.21 " + Ecdsa])
                .PinsOf("db1", ["db1"], ["198.18.0.21"])
                .Judge(s_ecdsaBytes)!
                .Problem
        );
    }

    [Fact]
    public void A_certificate_authority_is_refused_clearly() =>
        Assert.Contains(
            "known_hosts:1 names only a certificate authority, which is not supported",
            Pins("db1", "@cert-authority * " + Ed25519).Judge(s_ed25519Bytes)!.Problem
        );

    [Theory]
    [InlineData("db1", "host, key type and key are needed")]
    [InlineData("db1 ssh-ed25519", "host, key type and key are needed")]
    [InlineData("db1 ssh-ed25519 AAAA*", "the key is not base64")]
    [InlineData("db1 ssh-rsa " + Ed25519Key, "the key is not of the type 'ssh-rsa' that the line names")]
    [InlineData("db1 ssh-ed25519 AAAA", "the key is not of the type 'ssh-ed25519' that the line names")]
    [InlineData("@unknown db1 " + Ed25519, "unknown marker '@unknown'; @revoked and @cert-authority exist")]
    [InlineData("db1,,db2 " + Ed25519, "an empty host name")]
    [InlineData("|1|abc " + Ed25519, "a hashed host is |1|salt|hash")]
    [InlineData("|1|*|* " + Ed25519, "salt and hash of a hashed host are base64")]
    public void A_bad_line_is_named(string line, string problem)
    {
        var refused = Assert.Throws<OperationFailedException>(() => KnownHosts.Parse("known_hosts", ["# first", line, "db2 " + Ecdsa, line]));
        Assert.Equal($"known_hosts:2: {problem}\nknown_hosts:4: {problem}", refused.Problem);
        Assert.Equal(ExitCode.InvalidUsage, refused.ExitCode);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains(
            "/no/such/file: cannot read the pinned host keys",
            Assert.Throws<OperationFailedException>(() => KnownHosts.Load("/no/such/file")).Problem
        );

    private static HostPins Pins(string name, params string[] lines) => KnownHosts.Parse("known_hosts", lines).PinsOf(name, [name], []);
}
