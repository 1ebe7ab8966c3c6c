using PspLoad.IntegrationTests.Provisioning;

namespace PspLoad.IntegrationTests.Lab;

/// <summary>Runs the lab commands in separate processes.</summary>
public sealed class LabCommandTalks
{
    [Fact]
    public async Task Status_shows_a_killed_up_and_down_removes_it()
    {
        await using var lab = await LabOfItsOwn.PrepareAsync("console", "app1", "front");
        var file = await WriteAsync(lab);
        using (var up = Provisioning.Cli.Start("lab", "up", "-e", file))
        {
            while (
                await up.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.EndsWith(": created", StringComparison.Ordinal)
            ) { }
            up.Kill(); // SIGKILL: the process cannot clean up.
            await up.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        Assert.NotEmpty(await lab.ContainersAsync());

        var down = await RunAsync("down", file);

        Assert.Equal((0, "lab test is removed\n"), (down.ExitCode, down.Output));
        Assert.Empty(await lab.ContainersAsync());
        Assert.Empty(await lab.NetworksAsync());
        var status = await RunAsync("status", file);
        Assert.Equal(3, status.ExitCode);
        Assert.Contains("the lab of 'test' is absent", status.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ssh_returns_the_commands_output_and_exit_code()
    {
        await using var lab = await LabOfItsOwn.PrepareAsync("console", "app1");
        var file = await WriteAsync(lab);
        await lab.UpAsync();

        var seven = await RunAsync("ssh", file, "app1", "--", "hostname; exit 7");
        var nobody = await RunAsync("ssh", file, "db7");

        Assert.Equal((7, "app1\n"), (seven.ExitCode, seven.Output));
        Assert.Equal(2, nobody.ExitCode);
        Assert.Contains("environment 'test' has no host 'db7'; it has: console, app1", nobody.Errors, StringComparison.Ordinal);
    }

    private static Task<CliResult> RunAsync(string command, string file, params string[] arguments) =>
        Provisioning.Cli.RunAsync(TestContext.Current.CancellationToken, ["lab", command, "-e", file, .. arguments]);

    /// <summary>Writes the test's environment to a file.</summary>
    private static async Task<string> WriteAsync(LabOfItsOwn lab)
    {
        var hosts = lab.Environment.Hosts.Select(host => $"  - {{ name: {host.Name}, address: .{host.Address.GetAddressBytes()[3]}, roles: [] }}\n");
        await File.WriteAllTextAsync(
            lab.Environment.File,
            $$"""
            domain: psp.test
            hosts:
            {{string.Concat(hosts)}}ssh: { user: ops, gateway: console, keyFile: test.state/operator_key, knownHosts: test.state/known_hosts }
            lab: { network: 198.18.0.0/15{{(lab.Environment.Lab!.Publish.Count > 0 ? ", publish: { front: 443 }" : "")}} }

            """,
            TestContext.Current.CancellationToken
        );
        return lab.Environment.File;
    }
}
