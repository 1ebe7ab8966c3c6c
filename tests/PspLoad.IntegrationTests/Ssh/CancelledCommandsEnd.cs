using System.Diagnostics;
using PspLoad.Provisioning.Ssh.Commands;
using PspLoad.Provisioning.Ssh.Connections;
using PspLoad.Provisioning.Ssh.Sessions;

namespace PspLoad.IntegrationTests.Ssh;

public sealed class CancelledCommandsEnd
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("the command itself", "exec sleep 7301", "sleep 7301")]
    [InlineData("children", "sleep 7302 & sleep 7303 & wait", "sleep 7302", "sleep 7303")]
    [InlineData("a child in a session of its own", "setsid sleep 7304 >/dev/null 2>&1 & sleep 7305", "sleep 7304", "sleep 7305")]
    [InlineData("grandchildren", "(sh -c 'sleep 7306; true'; true)", "sh -c sleep 7306", "sleep 7306")]
    [InlineData("who ignores SIGTERM", "trap '' TERM; sh -c 'trap \"\" TERM; while :; do sleep 0.1; done; : 7307'", "sh -c trap \"\" TERM; while")]
    [InlineData("a shell without children", "exec sh -c 'while :; do :; done; : 7308'", "sh -c while :; do :; done; : 7308")]
    public async Task With_everything_they_started(string what, string command, params string[] processes)
    {
        await using var lab = await PrivateFleet.StartAsync();
        await using var fleet = lab.NewFleet(new SshOptions { StopGrace = TimeSpan.FromMilliseconds(200) });
        await fleet.Host("app1").ConnectAsync(Stop);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var running = fleet.Host("app1").RunAsync(command, cancellationToken: cancel.Token);
        while (!Array.TrueForAll(processes, process => Processes(process).Count > 0))
            await Task.Yield();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.True(Array.TrueForAll(processes, process => Processes(process).Count == 0), what);
    }

    [Fact]
    public async Task Also_when_they_were_only_just_starting()
    {
        await using var lab = await PrivateFleet.StartAsync();
        await lab.Host.ConnectAsync(Stop);
        for (var i = 0; i < 15; i++)
        {
            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
            var running = lab.Host.RunAsync("exec sleep 7309", cancellationToken: cancel.Token);
            var wait = Stopwatch.StartNew();
            while (wait.Elapsed < TimeSpan.FromMilliseconds(i))
                await Task.Yield();
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
            Assert.Empty(Processes("sleep 7309"));
        }
    }

    [Fact]
    public async Task By_their_time_limit()
    {
        await using var lab = await PrivateFleet.StartAsync();
        var options = new CommandOptions { Timeout = TimeSpan.FromMilliseconds(200) };
        var late = await Assert.ThrowsAsync<CommandTimedOutException>(() => lab.Host.RunAsync("sleep 7310", options, Stop));
        Assert.Equal("app1: 'sleep 7310' took longer than 0.2 s and was stopped", late.Problem);
        Assert.Empty(Processes("sleep 7310"));
    }

    [Fact]
    public async Task Though_all_sessions_are_taken()
    {
        await using var lab = await PrivateFleet.StartAsync();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var running = Enumerable.Range(0, 15).Select(_ => lab.Host.RunAsync("sleep 7311", cancellationToken: cancel.Token)).ToList();
        while (Processes("sleep 7311").Count < 9)
            await Task.Yield();
        await cancel.CancelAsync();
        foreach (var command in running)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => command);
        Assert.Empty(Processes("sleep 7311"));
        Assert.True((await lab.Host.RunAsync("true", cancellationToken: Stop)).Succeeded);
    }

    [Fact]
    public async Task Many_at_once_that_ignore_SIGTERM()
    {
        await using var lab = await PrivateFleet.StartAsync();
        await using var fleet = lab.NewFleet(new SshOptions { StopGrace = TimeSpan.FromSeconds(1) });
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var running = Enumerable
            .Range(0, 9)
            .Select(_ => fleet.Host("app1").RunAsync("trap '' TERM; exec sleep 7314", cancellationToken: cancel.Token))
            .ToList();
        while (Processes("sleep 7314").Count < 9)
            await Task.Yield();
        await cancel.CancelAsync();
        foreach (var command in running)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => command);
        Assert.Empty(Processes("sleep 7314"));
    }

    [Fact]
    public async Task Those_that_already_ended_leave_their_daemons_alone()
    {
        await using var lab = await PrivateFleet.StartAsync();
        await lab.Host.RunAsync("setsid sleep 7312 >/dev/null 2>&1 &", cancellationToken: Stop);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        cancel.CancelAfter(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lab.Host.RunAsync("sleep 7313", cancellationToken: cancel.Token));
        Process.GetProcessById(Assert.Single(Processes("sleep 7312"))).Kill();
    }

    /// <summary>Processes of this machine whose command line starts with the text. The SSH servers run on this machine, too.</summary>
    private static List<int> Processes(string text)
    {
        var found = new List<int>();
        foreach (var directory in Directory.GetDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
        {
            try
            {
                var line = File.ReadAllText(Path.Combine(directory, "cmdline")).Replace('\0', ' ');
                if (line.StartsWith(text, StringComparison.Ordinal))
                    found.Add(int.Parse(Path.GetFileName(directory)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The process ended meanwhile.
            }
        }
        return found;
    }
}
