using PspLoad.Core.Errors;
using PspLoad.Provisioning.Ssh.Commands;

namespace PspLoad.Provisioning.Ssh.Connections;

/// <summary>
/// Notices a connection that is silently dead (SSH.NET sends keep-alives, but never looks for an answer) and keeps firewalls on the way
/// from forgetting one that is only idle: after an interval without any byte, a command that does nothing must answer.
/// </summary>
internal static class SignOfLife
{
    public static async Task WatchAsync(LiveConnection connection, HostConnection host, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(host.Options.KeepAliveInterval, host.Time);
        var received = connection.Received;
        while (await NextAsync(timer, connection, stopping))
        {
            if (connection.Received == received && !await AnswersAsync(connection, host, stopping))
                connection.Abandon($"no answer within {host.Options.KeepAliveTimeout.TotalSeconds:F0} s");
            received = connection.Received;
        }
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, LiveConnection connection, CancellationToken stopping)
    {
        try
        {
            var tick = timer.WaitForNextTickAsync(stopping).AsTask();
            return await Task.WhenAny(tick, connection.Lost) == tick && await tick;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task<bool> AnswersAsync(LiveConnection connection, HostConnection host, CancellationToken stopping)
    {
        var received = connection.Received;
        using var clock = new CancellationTokenSource(host.Options.KeepAliveTimeout, host.Time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, stopping);
        try
        {
            await connection.ReservedSlot.WaitAsync(limit.Token);
            // Given back when the answer is there, however late: until then the session is taken.
            var answer = AskAsync(connection);
            await Task.WhenAny(answer, connection.Lost).WaitAsync(limit.Token);
            return answer.IsCompletedSuccessfully;
        }
        catch (OperationCanceledException)
        {
            return stopping.IsCancellationRequested || connection.Received != received;
        }
    }

    private static async Task AskAsync(LiveConnection connection)
    {
        try
        {
            await using var process = await RemoteProcess.StartAsync(connection, ":", ":", [], RunOptions.Default);
            await process.WaitAsync(CancellationToken.None);
        }
        catch (OperationFailedException e) when (e is not ConnectionLostException)
        {
            // To grant no session is an answer, too.
        }
        finally
        {
            connection.ReservedSlot.Release();
        }
    }
}
