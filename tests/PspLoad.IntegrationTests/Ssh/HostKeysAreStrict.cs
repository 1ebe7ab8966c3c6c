using PspLoad.Core.Errors;
using PspLoad.Provisioning.Ssh.Connections;
using PspLoad.Provisioning.Ssh.HostKeys;

namespace PspLoad.IntegrationTests.Ssh;

public sealed class HostKeysAreStrict
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_changed_key_of_the_host_is_refused_with_file_and_line()
    {
        await using var lab = await PrivateFleet.StartAsync();
        await lab.TargetSshd.ChangeHostKeyAsync();
        var refused = await Assert.ThrowsAsync<HostKeyRefusedException>(() => lab.Host.RunAsync("true", cancellationToken: Stop));
        Assert.StartsWith($"app1 shows host key {Fingerprint(lab.TargetSshd)}, but {lab.KnownHostsFile}:2 pins SHA256:", refused.Problem);
    }

    [Fact]
    public async Task A_changed_key_of_the_gateway_is_refused_though_the_host_is_asked_for()
    {
        await using var lab = await PrivateFleet.StartAsync();
        await lab.GatewaySshd.ChangeHostKeyAsync();
        var refused = await Assert.ThrowsAsync<HostKeyRefusedException>(() => lab.Host.RunAsync("true", cancellationToken: Stop));
        Assert.StartsWith($"console shows host key {Fingerprint(lab.GatewaySshd)}, but {lab.KnownHostsFile}:1 pins SHA256:", refused.Problem);
    }

    [Fact]
    public async Task A_key_of_another_type_than_the_pinned_one_is_refused_by_its_fingerprint()
    {
        await using var lab = await PrivateFleet.StartAsync();
        await lab.TargetSshd.ChangeHostKeyAsync("ed25519");
        var refused = await Assert.ThrowsAsync<HostKeyRefusedException>(() => lab.Host.RunAsync("true", cancellationToken: Stop));
        Assert.StartsWith($"app1 shows host key {Fingerprint(lab.TargetSshd)}, but", refused.Problem);
    }

    [Fact]
    public async Task An_unknown_host_is_refused()
    {
        await using var lab = await PrivateFleet.StartAsync();
        await File.WriteAllLinesAsync(lab.KnownHostsFile, [$"console {lab.GatewaySshd.PublicHostKey}"], Stop);
        var refused = await Assert.ThrowsAsync<HostKeyRefusedException>(() => lab.Host.RunAsync("true", cancellationToken: Stop));
        Assert.Equal($"app1 shows host key {Fingerprint(lab.TargetSshd)}, and {lab.KnownHostsFile} has no line for app1", refused.Problem);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_though_it_is_pinned_as_well()
    {
        await using var lab = await PrivateFleet.StartAsync();
        await File.AppendAllLinesAsync(lab.KnownHostsFile, [$"@revoked * {lab.TargetSshd.PublicHostKey}"], Stop);
        var refused = await Assert.ThrowsAsync<HostKeyRefusedException>(() => lab.Host.RunAsync("true", cancellationToken: Stop));
        Assert.Equal($"app1 shows a revoked host key {Fingerprint(lab.TargetSshd)} ({lab.KnownHostsFile}:3)", refused.Problem);
    }

    [Fact]
    public async Task Hashed_names_addresses_and_a_host_with_several_keys_are_understood()
    {
        await using var lab = await PrivateFleet.StartAsync();
        var other = Path.Combine(lab.Folder, "other");
        await PrivateSshd.ToolAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", other);
        var ed25519 = string.Join(' ', (await File.ReadAllTextAsync(other + ".pub", Stop)).Split(' ').Take(2));
        await File.WriteAllLinesAsync(
            lab.KnownHostsFile,
            [
                $"[{lab.GatewaySshd.EndPoint.Address}]:{lab.GatewaySshd.EndPoint.Port} {lab.GatewaySshd.PublicHostKey}",
                $"app1.psp.test {ed25519}",
                $"app1,app1.psp.test {lab.TargetSshd.PublicHostKey}",
            ],
            Stop
        );
        await PrivateSshd.ToolAsync("ssh-keygen", "-q", "-H", "-f", lab.KnownHostsFile);
        Assert.DoesNotContain("app1", await File.ReadAllTextAsync(lab.KnownHostsFile, Stop));
        Assert.True((await lab.Host.RunAsync("true", cancellationToken: Stop)).Succeeded);
    }

    [Fact]
    public async Task Login_refusals_name_the_key_and_the_user()
    {
        await using var lab = await PrivateFleet.StartAsync();
        var stranger = Path.Combine(lab.Folder, "stranger");
        await PrivateSshd.ToolAsync("ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", stranger);
        await using var fleet = lab.NewFleet(ssh => ssh with { KeyFile = stranger });
        var refused = await Assert.ThrowsAsync<OperationFailedException>(() => fleet.Host("app1").RunAsync("true", cancellationToken: Stop));
        Assert.Equal($"console: sshd refused user {Environment.UserName} with key {stranger}", refused.Problem);
    }

    [Theory]
    [InlineData("PKCS8")]
    [InlineData("PEM")]
    [InlineData("RFC4716")]
    public async Task A_passphrase_is_taken_from_its_file_and_its_absence_is_named(string format)
    {
        await using var lab = await PrivateFleet.StartAsync();
        string key = Path.Combine(lab.Folder, "locked"),
            passphrase = Path.Combine(lab.Folder, "passphrase");
        await PrivateSshd.ToolAsync("ssh-keygen", "-q", "-t", "ecdsa", "-m", format, "-N", "open sesame", "-f", key);
        await File.AppendAllTextAsync(Path.Combine(lab.Folder, "console", "authorized_keys"), await File.ReadAllTextAsync(key + ".pub", Stop), Stop);

        await using var without = lab.NewFleet(ssh => ssh with { KeyFile = key });
        Assert.Contains(
            "has a passphrase and none is given",
            (await Assert.ThrowsAsync<OperationFailedException>(() => without.Host("console").ConnectAsync(Stop))).Problem
        );

        await File.WriteAllTextAsync(passphrase, "open sesame\n", Stop);
        File.SetUnixFileMode(passphrase, UnixFileMode.UserRead);
        await using var with = lab.NewFleet(ssh => ssh with { KeyFile = key }, new SshOptions { KeyPassphraseFile = passphrase });
        await with.Host("console").ConnectAsync(Stop);
    }

    [Fact]
    public async Task A_key_that_others_may_read_is_refused()
    {
        await using var lab = await PrivateFleet.StartAsync();
        File.SetUnixFileMode(Path.Combine(lab.Folder, "key"), UnixFileMode.UserRead | UnixFileMode.GroupRead);
        var refused = await Assert.ThrowsAsync<OperationFailedException>(() => lab.Host.ConnectAsync(Stop));
        Assert.Contains("users other than its owner have rights on this private key", refused.Problem);
    }

    private static string Fingerprint(PrivateSshd sshd) => HostPins.Fingerprint(Convert.FromBase64String(sshd.PublicHostKey.Split(' ')[1]));
}
