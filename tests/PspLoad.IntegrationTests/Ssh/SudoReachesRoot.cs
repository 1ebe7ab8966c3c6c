using System.Security.Cryptography;
using PspLoad.Core.Errors;
using PspLoad.IntegrationTests.Lab;
using PspLoad.Provisioning.Shells;
using PspLoad.Provisioning.Ssh;
using PspLoad.Provisioning.Ssh.Sessions;

namespace PspLoad.IntegrationTests.Ssh;

public sealed class SudoReachesRoot(LabFixture lab)
{
    private const string Ask = "ALL=(ALL:ALL) ALL";

    // The shell needs no password, all other commands do. When sudo needs none, it leaves the password on stdin.
    private const string AskButNotForTheShell = "ALL=(ALL:ALL) ALL, NOPASSWD: /usr/bin/sh, /bin/sh";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_password()
    {
        await using var fleet = new SshFleet(await lab.AttachedAsync());
        Assert.Equal("root\n", (await fleet.Host("app1").RunAsync("id -un", CommandOptions.Root, Stop)).Stdout);
        Assert.NotEqual("root\n", (await fleet.Host("app1").RunAsync("id -un", cancellationToken: Stop)).Stdout);
        Assert.Equal(7, (await fleet.Host("app1").RunAsync("exit 7", CommandOptions.Root, Stop)).ExitCode);
    }

    [Theory]
    [InlineData(Ask)]
    [InlineData(AskButNotForTheShell)]
    [InlineData("ALL=(ALL:ALL) NOPASSWD: ALL")]
    public async Task With_a_password_that_the_command_never_sees(string rule)
    {
        await using var user = await SudoUser.CreateAsync(await lab.AttachedAsync(), rule);
        await using var fleet = user.Fleet(SudoUser.Password);
        var input = RandomNumberGenerator.GetBytes(3_000_000);
        for (var i = 0; i < 3; i++)
        {
            var echoed = await fleet.Host("app1").RunAsync("id -un >&2; cat", CommandOptions.Root with { Stdin = CommandInput.From(input) }, Stop);
            Assert.Equal("root\n", echoed.Stderr);
            Assert.True(echoed.StdoutBytes.Span.SequenceEqual(input));
        }
        var seen = (
            await fleet
                .Host("app1")
                .RunAsync(
                    "env; set; cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n'; journalctl --no-pager -n 200 2>/dev/null",
                    CommandOptions.Root,
                    Stop
                )
        ).Stdout;
        Assert.DoesNotContain("battery", seen);
    }

    [Fact]
    public async Task Only_with_the_right_password()
    {
        await using var user = await SudoUser.CreateAsync(await lab.AttachedAsync(), Ask);
        await using var wrong = user.Fleet("tr0ub4dor&3");
        var refused = await Assert.ThrowsAsync<OperationFailedException>(() => wrong.Host("app1").RunAsync("id", CommandOptions.Root, Stop));
        Assert.StartsWith("app1: sudo refused the password of ", refused.Problem);
        Assert.DoesNotContain("tr0ub4dor", refused.ToString());

        await using var none = user.Fleet(null);
        Assert.Contains(
            "sudo asks",
            (await Assert.ThrowsAsync<OperationFailedException>(() => none.Host("app1").RunAsync("id", CommandOptions.Root, Stop))).Problem
        );
        Assert.True((await none.Host("app1").RunAsync("id", cancellationToken: Stop)).Succeeded);
    }

    [Fact]
    public async Task And_not_who_may_not()
    {
        await using var user = await SudoUser.CreateAsync(await lab.AttachedAsync(), "ALL=(games) NOPASSWD: /bin/false");
        await using var fleet = user.Fleet(SudoUser.Password);
        var refused = await Assert.ThrowsAsync<OperationFailedException>(() => fleet.Host("app1").RunAsync("id", CommandOptions.Root, Stop));
        Assert.Contains("sudo", refused.Problem);
    }

    [Theory]
    [InlineData(Ask)]
    [InlineData("ALL=(ALL:ALL) NOPASSWD: ALL")]
    public async Task What_root_started_ends_when_it_is_cancelled(string rule)
    {
        await using var user = await SudoUser.CreateAsync(await lab.AttachedAsync(), rule);
        await using var fleet = user.Fleet(SudoUser.Password);
        var host = fleet.Host("app1");
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var running = host.RunAsync("setsid sleep 7401 & sleep 7402", CommandOptions.Root, cancel.Token);
        while (!(await host.RunAsync("pgrep -x -f 'sleep 7401' && pgrep -x -f 'sleep 7402'", cancellationToken: Stop)).Succeeded)
            await Task.Yield();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal("", (await host.RunAsync("pgrep -a -f 'sleep 740[12]|PSPLOAD_RUN=.*sleep 740'  | grep -v pgrep", CommandOptions.Root, Stop)).Stdout);
    }

    [Theory]
    [InlineData(Ask)]
    [InlineData("ALL=(ALL:ALL) NOPASSWD: ALL")]
    public async Task Files_are_put_as_root(string rule)
    {
        await using var user = await SudoUser.CreateAsync(await lab.AttachedAsync(), rule);
        await using var fleet = user.Fleet(SudoUser.Password);
        var content = RandomNumberGenerator.GetBytes(3_000_000);
        await fleet.Host("app1").PutFileAsync("/etc/pspload-test", content, new FileRights("0640", "root", "adm"), Stop);
        var found = await fleet
            .Host("app1")
            .RunAsync(
                "stat -c '%U %G %a' /etc/pspload-test; sha256sum </etc/pspload-test; ls -A /etc | grep pspload-test; rm /etc/pspload-test",
                CommandOptions.Root,
                Stop
            );
        Assert.Equal($"root adm 640\n{Convert.ToHexStringLower(SHA256.HashData(content))}  -\npspload-test\n", found.Stdout);
    }
}
