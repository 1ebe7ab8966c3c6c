namespace PspLoad.IntegrationTests.Provisioning;

/// <summary>One run brings bare hosts to their declared state. Whatever interrupts a run, the next run completes it.</summary>
[Collection(OneFleet.Name)]
public sealed class RunsConverge(ProvisionedFleet fleet)
{
    /// <summary>Undoes much of what the roles did, so that there is something to apply again.</summary>
    private const string Undo = """
        systemctl stop ntpsec named 2>/dev/null
        rm -rf /etc/ntpsec/ntp.conf /etc/systemd/system/ntpsec.service.d /etc/bind/pspload /etc/bind/named.conf.local /etc/pspload/tls /etc/resolv.conf
        rm -f /usr/local/share/ca-certificates/pspload-root.crt /etc/ssh/sshd_config.d/10-pspload.conf
        update-ca-certificates --fresh >/dev/null 2>&1
        systemctl reload ssh
        """;

    [Fact]
    public async Task The_plan_is_exactly_what_was_then_applied()
    {
        await fleet.ReadyAsync();

        Assert.Equal(0, fleet.Plan!.ExitCode);
        Assert.Equal(Changes(fleet.Plan), Changes(fleet.FirstRun!));
        Assert.NotEmpty(Changes(fleet.Plan));
    }

    [Fact]
    public async Task The_second_run_changes_nothing_on_any_role()
    {
        await fleet.ReadyAsync();
        await fleet.MadeGoodAsync();

        var second = await fleet.RunAsync("provision", "--json");

        Assert.Equal(0, second.ExitCode);
        Assert.All(second.Resources, row => Assert.Equal("ok", row.Status));
        Assert.Equal(["ca", "console", "dns", "time"], second.Resources.Select(row => row.Role).Distinct().Order());
    }

    [Fact]
    public async Task Verification_is_green_and_stand_ins_are_told_apart()
    {
        await fleet.ReadyAsync();
        await fleet.MadeGoodAsync();

        var verified = await fleet.RunAsync("verify", "--json");

        Assert.True(verified.ExitCode == 0, verified.ToString());
        Assert.DoesNotContain(verified.Evidence, evidence => evidence.Status == "red");
        Assert.Contains(verified.Evidence, evidence => evidence.Status == "stand-in");
        Assert.Contains(verified.Evidence, evidence => evidence.Status == "green");
        Assert.True(File.Exists(Path.Combine(fleet.StateDirectory, "evidence.json")));
    }

    [Fact]
    public async Task A_harness_that_is_killed_anywhere_leaves_nothing_half_done()
    {
        await fleet.ReadyAsync();
        var random = new Random(20);
        var rounds = Environment.GetEnvironmentVariable("PSPLOAD_NIGHTLY") == "1" ? 10 : 3;
        for (var round = 0; round < rounds; round++)
        {
            await Task.WhenAll(fleet.Environment.Hosts.Select(host => fleet.OnHostAsync(host.Name, Undo)));
            using var run = Cli.Start("provision", "-e", fleet.EnvironmentFile);
            var atLine = random.Next(0, 60);
            for (var line = 0; line < atLine && await run.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is not null; line++) { }
            run.Kill(); // SIGKILL
            await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await fleet.ConvergedAsync();

        foreach (var host in fleet.Environment.Hosts)
            Assert.Equal("", await fleet.OnHostAsync(host.Name, "find /etc /usr/local /var/lib/pspload -name '*.pspload-new'"));
        var verified = await fleet.RunAsync("verify", "--json");
        Assert.True(verified.ExitCode == 0, verified.ToString());
        Assert.Equal(0, (await Cli.RunAsync(TestContext.Current.CancellationToken, "audit", Path.Combine(fleet.StateDirectory, "provision.ndjson"))).ExitCode);
    }

    [Fact]
    public async Task A_connection_that_is_cut_while_changes_are_applied_fails_that_host_only()
    {
        await fleet.ReadyAsync();
        await fleet.MadeGoodAsync();
        await Task.WhenAll(fleet.Environment.Hosts.Select(host => fleet.OnHostAsync(host.Name, Undo)));
        // The next apply on app1 waits for this lock, so it can be cut while it runs.
        await fleet.OnHostAsync("app1", "setsid flock /run/pspload.lock sleep 600 >/dev/null 2>&1 </dev/null & echo $! >/run/holder");

        using var run = Cli.Start("provision", "-e", fleet.EnvironmentFile, "--json");
        var output = run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await fleet.OnHostAsync(
            "app1",
            "for try in $(seq 300); do pgrep -f '[f]lock -w 600 9' >/dev/null && break; sleep 0.1; done; "
                + "pid=$(pgrep -of '[f]lock -w 600 9') || exit 1; while [ \"$(cat /proc/$pid/comm)\" != sshd ]; "
                + "do pid=$(awk '/^PPid:/ {print $2}' /proc/$pid/status); done; kill -9 $pid"
        );
        await fleet.OnHostAsync("app1", "pkill -s $(cat /run/holder); true");
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);

        var result = new CliResult(run.ExitCode, await output, "");
        Assert.Equal(3, result.ExitCode);
        Assert.Contains(result.Resources, row => row is { Host: "app1", Status: "failed" });
        Assert.DoesNotContain(result.Resources, row => row.Host != "app1" && row.Status == "failed");
        await fleet.ConvergedAsync();
    }

    [Fact]
    public async Task A_host_that_is_down_fails_alone_and_is_made_good_later()
    {
        await fleet.ReadyAsync();
        await fleet.MadeGoodAsync();
        await fleet.OnHostAsync("app1", "rm /etc/ntpsec/ntp.conf");
        var container = await fleet.ContainerAsync("app2");
        await ProvisionedFleet.DockerAsync("stop", "-t", "1", container);

        var withoutIt = await fleet.RunAsync("provision", "--json");
        await ProvisionedFleet.DockerAsync("start", container);
        var up = await Cli.RunAsync(TestContext.Current.CancellationToken, "lab", "up", "-e", fleet.EnvironmentFile);
        Assert.True(up.ExitCode == 0, up.ToString());

        Assert.Equal(3, withoutIt.ExitCode);
        Assert.All(withoutIt.Resources.Where(row => row.Status == "failed"), row => Assert.Equal("app2", row.Host));
        Assert.Contains(withoutIt.Resources, row => row is { Host: "app1", Resource: "file /etc/ntpsec/ntp.conf", Status: "changed" });
        await fleet.ConvergedAsync();
    }

    [Fact]
    public async Task A_wrong_sudo_password_is_said_once_tried_once_and_fails_that_host_only()
    {
        await fleet.ReadyAsync();
        await fleet.MadeGoodAsync();
        await fleet.OnHostAsync("db1", "rm /etc/ntpsec/ntp.conf");
        var container = await fleet.ContainerAsync("app1");
        var definition = await File.ReadAllTextAsync(fleet.EnvironmentFile, TestContext.Current.CancellationToken);
        var passwordFile = Path.Combine(fleet.StateDirectory, "sudo_password");
        await File.WriteAllTextAsync(
            fleet.EnvironmentFile,
            definition.Replace("  gateway: console", "  gateway: console\n  sudoPasswordFile: foundation.state/sudo_password", StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );
        await ProvisionedFleet.DockerAsync(
            "exec",
            container,
            "sh",
            "-c",
            "echo 'ops:correct horse' | chpasswd && echo 'ops ALL=(ALL:ALL) ALL' >/etc/sudoers.d/zz-asks"
        );
        try
        {
            var wrong = await WithPasswordAsync("tr0ub4dor");
            Assert.Equal(3, wrong.ExitCode);
            Assert.Equal(
                $"failed: app1: console, ca: sudo refused the password of ops; put the right password into {passwordFile}",
                Assert.Single(wrong.Errors.Split('\n'), line => line.StartsWith("failed: ", StringComparison.Ordinal))
            );
            Assert.Matches(@"changed +db1 +time +file /etc/ntpsec/ntp\.conf", wrong.Output);
            Assert.DoesNotContain("tr0ub4dor", wrong.ToString(), StringComparison.Ordinal);
            Assert.Equal(
                "1",
                await ProvisionedFleet.DockerAsync("exec", container, "sh", "-c", "journalctl --no-pager -t sudo | grep -c 'incorrect password attempt'")
            );

            var right = await WithPasswordAsync("correct horse");
            Assert.True(right.ExitCode == 0, right.ToString());
        }
        finally
        {
            await ProvisionedFleet.DockerAsync("exec", container, "sh", "-c", "rm -f /etc/sudoers.d/zz-asks; passwd -ql ops");
            await File.WriteAllTextAsync(fleet.EnvironmentFile, definition, TestContext.Current.CancellationToken);
            File.Delete(passwordFile);
        }

        async Task<CliResult> WithPasswordAsync(string password)
        {
            await File.WriteAllTextAsync(passwordFile, password + "\n", TestContext.Current.CancellationToken);
            File.SetUnixFileMode(passwordFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            return await fleet.RunAsync("provision");
        }
    }

    [Fact]
    public async Task A_full_disk_is_named_and_leaves_the_old_file()
    {
        await fleet.ReadyAsync();
        await fleet.MadeGoodAsync();
        await fleet.OnHostAsync(
            "db1",
            "cp -a /etc/ntpsec /run/ntpsec && mount -t tmpfs -o size=16k tmpfs /etc/ntpsec && cp -a /run/ntpsec/. /etc/ntpsec/ "
                + "&& sed -i s/driftfile/#driftfile/ /etc/ntpsec/ntp.conf && cat /dev/zero >/etc/ntpsec/fill 2>/dev/null; true"
        );
        var before = await fleet.OnHostAsync("db1", "sha256sum /etc/ntpsec/ntp.conf");

        var full = await fleet.RunAsync("provision", "--json");
        var after = await fleet.OnHostAsync("db1", "sha256sum /etc/ntpsec/ntp.conf; ls -A /etc/ntpsec | grep pspload-new || true");
        await fleet.OnHostAsync("db1", "umount /etc/ntpsec");

        Assert.Equal(3, full.ExitCode);
        Assert.Contains(full.Resources, row =>
            row is { Host: "db1", Resource: "file /etc/ntpsec/ntp.conf", Status: "failed" }
            && row.Message.EndsWith("(put_file /etc/ntpsec/ntp.conf)", StringComparison.Ordinal)
        );
        Assert.Contains("No space left on device", full.Output, StringComparison.Ordinal);
        Assert.Equal(before, after);
        await fleet.ConvergedAsync();
    }

    [Fact]
    public async Task A_held_package_lock_is_waited_for()
    {
        await fleet.ReadyAsync();
        await fleet.MadeGoodAsync();
        await fleet.OnHostAsync("app1", "dpkg --purge ntpsec-ntpdig >/dev/null");
        await fleet.OnHostAsync(
            "app1",
            """
            setsid perl -e 'use Fcntl; open F, ">>/var/lib/dpkg/lock-frontend"; fcntl(F, F_SETLK, pack("ssqql", F_WRLCK, 0, 0, 0, 0)) or die; sleep 5' >/dev/null 2>&1 </dev/null &
            """
        );

        var result = await fleet.RunAsync("provision", "--limit", "app1", "--role", "time", "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.All(result.Resources, row => Assert.Equal(("app1", "time"), (row.Host, row.Role)));
        Assert.Contains(result.Resources, row => row.Status == "changed" && row.Resource.StartsWith("packages", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_run_at_the_same_time_is_refused_by_name()
    {
        await fleet.ReadyAsync();
        await fleet.OnHostAsync(
            "app1",
            "rm -f /etc/ntpsec/ntp.conf; setsid flock /run/pspload.lock sleep 600 >/dev/null 2>&1 </dev/null & echo $! >/run/holder"
        );
        using var first = Cli.Start("provision", "-e", fleet.EnvironmentFile, "--json");
        var output = first.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await fleet.OnHostAsync("app1", "for try in $(seq 300); do pgrep -f '[f]lock -w 600 9' >/dev/null && break; sleep 0.1; done");

        var second = await fleet.RunAsync("provision");
        await fleet.OnHostAsync("app1", "pkill -s $(cat /run/holder); true");
        await first.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, second.ExitCode);
        Assert.Contains($"process {first.Id}, since ", second.Errors, StringComparison.Ordinal);
        Assert.Equal(0, first.ExitCode);
        Assert.NotEmpty(await output);
    }

    private static IEnumerable<string> Changes(CliResult result) =>
        result
            .Resources.Where(row => row.Status == "changed")
            .Select(row => $"{row.Host} {row.Role} {row.Resource}: {row.Message}")
            .Order(StringComparer.Ordinal);
}
