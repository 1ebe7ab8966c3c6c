using PspLoad.Provisioning.Shells;
using PspLoad.Provisioning.Ssh;
using PspLoad.Provisioning.Ssh.Connections;
using PspLoad.Provisioning.Ssh.Sessions;

namespace PspLoad.IntegrationTests.Ssh;

public sealed class ConnectionsRecover
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_command_whose_connection_is_cut_has_an_unknown_outcome_and_the_next_one_connects_anew()
    {
        await using var lab = await PrivateFleet.StartAsync();
        var (running, _) = await StartAsync(lab);
        await lab.TargetSshd.CutSessionsAsync();
        var lost = await Assert.ThrowsAsync<ConnectionLostException>(() => running);
        Assert.Contains("its outcome is unknown", lost.Message);
        Assert.Equal("back\n", (await lab.Host.RunAsync("echo back", cancellationToken: Stop)).Stdout);
    }

    [Fact]
    public async Task It_is_not_run_a_second_time()
    {
        await using var lab = await PrivateFleet.StartAsync();
        var (running, log) = await StartAsync(lab);
        await lab.TargetSshd.CutSessionsAsync();
        await Assert.ThrowsAsync<ConnectionLostException>(() => running);
        await lab.Host.RunAsync("true", cancellationToken: Stop);
        Assert.Single(await File.ReadAllLinesAsync(log, Stop));
    }

    [Fact]
    public async Task When_the_gateway_is_cut_the_hosts_behind_it_recover()
    {
        await using var lab = await PrivateFleet.StartAsync();
        var (running, _) = await StartAsync(lab);
        await lab.GatewaySshd.CutSessionsAsync();
        await Assert.ThrowsAsync<ConnectionLostException>(() => running);
        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => lab.Host.RunAsync("echo back", cancellationToken: Stop)));
        Assert.All(results, result => Assert.Equal("back\n", result.Stdout));
    }

    [Fact]
    public async Task An_idle_connection_that_was_cut_is_replaced_without_a_word()
    {
        await using var lab = await PrivateFleet.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            Assert.True((await lab.Host.RunAsync("true", cancellationToken: Stop)).Succeeded);
            await (i % 2 == 0 ? lab.TargetSshd : lab.GatewaySshd).CutSessionsAsync();
            // Two outcomes are right: the cut is noticed in time, or the result is reported as unknown. It must never hang or return a wrong result.
            Assert.True(await Record.ExceptionAsync(() => lab.Host.RunAsync("true", cancellationToken: Stop)) is null or ConnectionLostException);
        }
    }

    [Fact]
    public async Task A_host_that_comes_back_late_is_waited_for()
    {
        await using var lab = await PrivateFleet.StartAsync();
        await lab.TargetSshd.StopAsync();
        var running = lab.Host.RunAsync("echo back", cancellationToken: Stop);
        await lab.TargetSshd.StartAsync();
        Assert.Equal("back\n", (await running).Stdout);
    }

    [Fact]
    public async Task A_host_that_is_down_is_named_and_the_gateway_goes_on()
    {
        await using var lab = await PrivateFleet.StartAsync();
        await lab.TargetSshd.StopAsync();
        await using var fleet = lab.NewFleet(new SshOptions { ConnectAttempts = 2 });
        var unreachable = await Assert.ThrowsAsync<HostUnreachableException>(() => fleet.Host("app1").RunAsync("true", cancellationToken: Stop));
        Assert.Equal($"app1: cannot connect: console cannot reach {lab.TargetSshd.EndPoint}", unreachable.Problem);
        Assert.True((await fleet.Host("console").RunAsync("true", cancellationToken: Stop)).Succeeded);
    }

    [Fact]
    public async Task A_connection_that_is_silently_dead_is_noticed()
    {
        await using var lab = await PrivateFleet.StartAsync();
        var options = new SshOptions { KeepAliveInterval = TimeSpan.FromMilliseconds(100), KeepAliveTimeout = TimeSpan.FromSeconds(1) };
        await using var fleet = lab.NewFleet(options);
        var session = int.Parse((await fleet.Host("app1").RunAsync("echo $PPID", cancellationToken: Stop)).Stdout);
        var (running, _) = await StartAsync(lab, fleet);
        await PrivateSshd.ToolAsync("kill", "-STOP", $"{session}");
        try
        {
            Assert.Contains("no answer within 1 s", (await Assert.ThrowsAsync<ConnectionLostException>(() => running)).Message);
        }
        finally
        {
            await PrivateSshd.ToolAsync("kill", "-CONT", $"{session}");
        }
        Assert.True((await fleet.Host("app1").RunAsync("true", cancellationToken: Stop)).Succeeded);
    }

    /// <summary>Starts a command that writes a line and then sleeps; returns after the line is written.</summary>
    private static async Task<(Task Running, string Log)> StartAsync(PrivateFleet lab, SshFleet? fleet = null)
    {
        var log = Path.Combine(lab.Folder, "log");
        var running = (fleet ?? lab.Fleet).Host("app1").RunAsync($"echo started >>{Shell.Quote(log)}; exec sleep 30", cancellationToken: Stop);
        while (!File.Exists(log) || new FileInfo(log).Length == 0)
            await Task.Yield();
        return (running, log);
    }
}
