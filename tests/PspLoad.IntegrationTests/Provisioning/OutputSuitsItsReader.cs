using System.Diagnostics;
using System.Text.Json;
using PspLoad.Provisioning.Shells;

namespace PspLoad.IntegrationTests.Provisioning;

/// <summary>The output of the same run for a person at a terminal, for a log, for a pipe, and for a script.</summary>
[Collection(OneFleet.Name)]
public sealed class OutputSuitsItsReader(ProvisionedFleet fleet)
{
    private const string Escape = "\u001b[";

    [Fact]
    public async Task Quiet_is_one_line_normal_names_what_differs_and_verbose_names_all()
    {
        await fleet.ReadyAsync();
        await fleet.MadeGoodAsync();
        await fleet.OnHostAsync("db1", "rm /etc/ntpsec/ntp.conf");

        var quiet = await fleet.RunAsync("drift", "-q", "--limit", "db1");
        var normal = await fleet.RunAsync("drift", "--limit", "db1");
        var verbose = await fleet.RunAsync("drift", "-v", "--limit", "db1");

        Assert.All([quiet, normal, verbose], run => Assert.Equal((1, ""), (run.ExitCode, run.Errors)));
        Assert.Matches("^would change 2, ok [0-9]+, failed 0, skipped 0 in [0-9.]+ s$", Assert.Single(Lines(quiet)));
        Assert.Equal(
            ["changed  db1      time     file /etc/ntpsec/ntp.conf: created", "changed  db1      time     service ntpsec.service: restarted"],
            Lines(normal)[..^1]
        );
        Assert.Contains(Lines(verbose), line => line.StartsWith("ok       db1      ca ", StringComparison.Ordinal));
        Assert.All([quiet, normal, verbose], run => Assert.DoesNotContain(Escape, run.Output, StringComparison.Ordinal));

        Assert.Equal(0, (await fleet.RunAsync("provision", "-q", "--limit", "db1")).ExitCode);
        Assert.Equal(0, (await fleet.RunAsync("drift", "-q", "--limit", "db1")).ExitCode);
    }

    [Fact]
    public async Task On_a_terminal_a_table_of_hosts_and_roles_is_redrawn_in_its_place()
    {
        await fleet.ReadyAsync();
        await fleet.MadeGoodAsync();
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "needs script(1), which gives a program a terminal");

        // The script command of util-linux gives the command a terminal and returns its exit code.
        using var terminal = Process.Start(
            new ProcessStartInfo(
                "script",
                ["-qec", $"stty cols 120; exec {Shell.Join(["dotnet", BuiltProgram.Cli, "drift", "-e", fleet.EnvironmentFile])}", "/dev/null"]
            )
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
                Environment = { ["TERM"] = "xterm-256color" },
            }
        )!;
        var shown = await terminal.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await terminal.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(terminal.ExitCode == 0, $"exit code {terminal.ExitCode}: {shown}");
        Assert.Contains(Escape, shown, StringComparison.Ordinal);
        var lastTable = shown[shown.LastIndexOf("host ", StringComparison.Ordinal)..];
        Assert.All(["console", "ca", "dns", "time"], role => Assert.Contains(role, lastTable.Split('\n')[0], StringComparison.Ordinal));
        Assert.All(fleet.Environment.Hosts, host =>
            Assert.Contains(lastTable.Split('\n'), row => row.Contains(host.Name, StringComparison.Ordinal) && row.Contains("ok", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task A_host_or_role_that_there_is_not_is_refused_with_those_that_there_are()
    {
        await fleet.ReadyAsync();

        var host = await fleet.RunAsync("provision", "--limit", "db7");
        var role = await fleet.RunAsync("drift", "--role", "teapot");

        Assert.Equal((2, ""), (host.ExitCode, host.Output));
        Assert.Contains("there is no host 'db7'; there are: console, db1, app1, app2, outside", host.Errors, StringComparison.Ordinal);
        Assert.Equal((2, ""), (role.ExitCode, role.Output));
        Assert.Contains("'teapot'; there are: console, ca, dns, time", role.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evidence_says_what_was_run_where_and_when_and_for_which_requirement()
    {
        await fleet.ReadyAsync();
        await fleet.MadeGoodAsync();
        var before = TimeProvider.System.GetUtcNow();

        var verified = await fleet.RunAsync("verify", "--limit", "app1", "--role", "time");

        Assert.True(verified.ExitCode == 0, verified.ToString());
        using var evidence = JsonDocument.Parse(
            await File.ReadAllBytesAsync(Path.Combine(fleet.StateDirectory, "evidence.json"), TestContext.Current.CancellationToken)
        );
        var offset = evidence
            .RootElement.EnumerateArray()
            .Single(row => row.GetProperty("check").GetString() == "app1 and console differ by less than a second");
        Assert.Equal(
            ("green", "app1", "time"),
            (offset.GetProperty("status").GetString(), offset.GetProperty("from").GetString(), offset.GetProperty("role").GetString())
        );
        Assert.Contains("ntpdig", offset.GetProperty("command").GetString(), StringComparison.Ordinal);
        Assert.Contains("offset", offset.GetProperty("output").GetString(), StringComparison.Ordinal);
        Assert.Equal(["10.6.1", "10.6.2"], offset.GetProperty("requirements").EnumerateArray().Select(number => number.GetString()));
        Assert.InRange(offset.GetProperty("time").GetDateTimeOffset(), before, TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task An_audit_names_the_line_at_which_the_chain_breaks()
    {
        await fleet.ReadyAsync();
        var cancellationToken = TestContext.Current.CancellationToken;
        var journal = Path.Combine(fleet.StateDirectory, "provision.ndjson");
        var altered = Path.Combine(fleet.StateDirectory, "altered.ndjson");
        var lines = await File.ReadAllLinesAsync(journal, cancellationToken);
        lines[1] = lines[1].Replace("\"host\":\"", "\"host\":\"x", StringComparison.Ordinal);
        Assert.Contains("\"host\":\"x", lines[1], StringComparison.Ordinal);
        await File.WriteAllLinesAsync(altered, lines, cancellationToken);

        var whole = await Cli.RunAsync(cancellationToken, "audit", journal);
        var broken = await Cli.RunAsync(cancellationToken, "audit", altered);
        File.Delete(altered);
        var absent = await Cli.RunAsync(cancellationToken, "audit", altered);

        Assert.Equal(0, whole.ExitCode);
        Assert.Equal(1, broken.ExitCode);
        Assert.Matches("altered.ndjson:[23]: ", broken.Errors);
        Assert.Equal(2, absent.ExitCode);
    }

    private static string[] Lines(CliResult run) => run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
