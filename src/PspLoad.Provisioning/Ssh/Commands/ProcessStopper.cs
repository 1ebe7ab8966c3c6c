using PspLoad.Core.Errors;
using PspLoad.Provisioning.Ssh.Connections;
using PspLoad.Provisioning.Ssh.Sessions;

namespace PspLoad.Provisioning.Ssh.Commands;

/// <summary>
/// Stops all processes that a command started on a host. Every process with the command's tag in its environment or arguments gets SIGTERM, and
/// SIGKILL after the grace time, until none is left. sshd forwards signals only to the shell, and closing a channel stops nothing.
/// </summary>
internal sealed class ProcessStopper(HostConnection host, RootAccessProbe root)
{
    // Sent twice, in case a child was being forked during the first signal.
    private const int Terms = 2;

    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_surrender = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_oneLook = TimeSpan.FromSeconds(10);

    /// <param name="access">how the stopped command ran; its processes may belong to root</param>
    /// <param name="exited">completes when sshd has closed the command's channel</param>
    /// <returns>null, or a sentence fragment that says what is left</returns>
    public async Task<string?> StopAsync(LiveConnection connection, string tag, RootAccess access, Task exited)
    {
        var started = host.Time.GetTimestamp();
        string? leftover;
        try
        {
            leftover = await StopAsync(connection, tag, access, exited, () => host.Time.GetElapsedTime(started));
        }
        catch (Exception e) when (e is OperationFailedException or NeverStartedException or OperationCanceledException)
        {
            leftover = $"it may still run: {(e is OperationCanceledException ? "the host did not answer in time" : e.Message)}";
        }

        var elapsed = host.Time.GetElapsedTime(started);
        if (leftover is null)
            host.Logger.Stopped(connection.Host, tag, elapsed);
        else
            host.Logger.NotStopped(connection.Host, tag, leftover);
        return leftover;
    }

    private async Task<string?> StopAsync(LiveConnection connection, string tag, RootAccess access, Task exited, Func<TimeSpan> elapsed)
    {
        for (var look = 0; ; look++)
        {
            var now = elapsed();
            var left = await SignalAsync(
                connection,
                tag,
                now >= host.Options.StopGrace ? "KILL"
                    : look < Terms ? "TERM"
                    : "0",
                access
            );
            // If no process is found, sshd may still be about to start the shell. The command's channel must therefore be closed too.
            if (left.Length == 0 && exited.IsCompleted)
                return null;
            if (now >= host.Options.StopGrace + s_surrender)
                return left.Length > 0 ? $"its processes {left} survive SIGKILL" : "something holds its output open";

            var pause = Task.Delay(s_lookAgain, host.Time);
            await (exited.IsCompleted ? pause : Task.WhenAny(exited, pause));
        }
    }

    /// <returns>ids of the processes that received the signal</returns>
    private async Task<string> SignalAsync(LiveConnection connection, string tag, string signal, RootAccess access)
    {
        // Matching the first character of the tag as [x] keeps the search from finding itself.
        var script = $$"""
            p=$(grep -lsa '{{RemoteCommandLine.TagVariable}}=[{{tag[0]}}]{{tag[
                1..
            ]}}' /proc/[0-9]*/environ /proc/[0-9]*/cmdline | sed 's|^/proc/||;s|/.*||' | sort -un)
            [ -z "$p" ] || kill -s {{signal}} $p 2>/dev/null
            echo $p
            """;
        var marker = CommandRunner.NewTag();
        var line = RemoteCommandLine.Build(script, access == RootAccess.SudoWithPassword ? marker : null, CommandOptions.Default, access);

        await connection.ReservedSlot.WaitAsync();
        try
        {
            using var limit = new CancellationTokenSource(s_oneLook, host.Time);
            await using var process = await RemoteProcess.StartAsync(connection, $"stop {tag}", line, root.Preface(access, marker), CommandOptions.Default);
            return (await process.WaitAsync(limit.Token)).EnsureSuccess().Stdout.Trim();
        }
        finally
        {
            connection.ReservedSlot.Release();
        }
    }
}
