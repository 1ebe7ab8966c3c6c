using PspLoad.Core.Errors;
using PspLoad.Provisioning.Ssh.Connections;

namespace PspLoad.Provisioning.Ssh.Commands;

/// <summary>
/// Ends everything that a command started on a host: every process with the command's tag in its environment or arguments gets SIGTERM,
/// and SIGKILL after the grace time, until none is left. (sshd forwards signals to the shell only, and closing a channel ends nothing.)
/// </summary>
internal sealed class ProcessStopper(HostConnection host, RootAccessProbe root)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Surrender = TimeSpan.FromSeconds(5);

    /// <param name="access">the stopped command's: its processes may be root's</param>
    /// <param name="exited">ends when sshd closed the command's channel</param>
    /// <returns>null, or what is left, as a part of a sentence</returns>
    public async Task<string?> StopAsync(LiveConnection connection, string tag, RootAccess access, Task exited, CancellationToken cancellationToken)
    {
        long started = host.Time.GetTimestamp();
        using var clock = new CancellationTokenSource(host.Options.StopGrace + (Surrender * 2), host.Time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        try
        {
            string? leftover = await SearchAsync(connection, tag, access, exited, limit.Token);
            TimeSpan elapsed = host.Time.GetElapsedTime(started);
            if (leftover is null)
                host.Logger.Stopped(connection.Host, tag, elapsed);
            else
                host.Logger.NotStopped(connection.Host, tag, leftover);
            return leftover;
        }
        catch (Exception e) when (e is OperationFailedException or NeverStartedException or OperationCanceledException)
        {
            string reason = e is OperationCanceledException ? "the host did not answer in time" : e.Message;
            host.Logger.NotStopped(connection.Host, tag, reason);
            return $"it may still run: {reason}";
        }
    }

    private async Task<string?> SearchAsync(LiveConnection connection, string tag, RootAccess access, Task exited, CancellationToken cancellationToken)
    {
        await connection.ReservedSlot.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                string marker = CommandRunner.NewTag();
                string line = CommandLine.Build(Script(tag, host.Options.StopGrace), access == RootAccess.SudoWithPassword ? marker : null, RunOptions.Default, access);
                await using var process = await RemoteProcess.StartAsync(connection, line, root.Preface(access, marker), RunOptions.Default);
                CommandResult result = await process.WaitAsync("stop " + tag, cancellationToken);
                if (!result.Succeeded)
                    return result.ExitCode == 1 ? $"its processes {result.Stdout.ReplaceLineEndings(" ").Trim()} survive SIGKILL" : $"stopping it failed: {result.Stderr.Trim()}";
                // sshd may have been about to start the shell when nothing was found: look until its channel is closed, too.
                if (await Task.WhenAny(exited, Task.Delay(LookAgain, host.Time, cancellationToken)) == exited)
                    return null;
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            connection.ReservedSlot.Release();
        }
    }

    /// <summary>Exit code 0: none is left; 1: some survived, their process ids on stdout.</summary>
    private static string Script(string tag, TimeSpan grace)
    {
        int kill = Math.Max(1, (int)(grace / LookAgain));
        int last = kill + (int)(Surrender / LookAgain);
        // [x] keeps the search from finding itself.
        return $$"""
            n=0
            while p=$(grep -lsa '{{CommandLine.TagVariable}}=[{{tag[0]}}]{{tag[1..]}}' /proc/[0-9]*/environ /proc/[0-9]*/cmdline | sed 's|^/proc/||;s|/.*||' | sort -u) && [ -n "$p" ]; do
              [ $n -lt {{last}} ] || { printf '%s\n' "$p"; exit 1; }
              if [ $n -ge {{kill}} ]; then kill -s KILL $p; elif [ $n -lt 2 ]; then kill -s TERM $p; fi 2>/dev/null
              n=$((n + 1))
              sleep 0.05
            done
            exit 0
            """;
    }
}
