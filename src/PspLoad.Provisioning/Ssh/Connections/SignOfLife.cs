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
        long received = connection.Received;
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
            Task<bool> tick = timer.WaitForNextTickAsync(stopping).AsTask();
            return await Task.WhenAny(tick, connection.Lost) == tick && await tick;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task<bool> AnswersAsync(LiveConnection connection, HostConnection host, CancellationToken stopping)
    {
        try
        {
            await connection.ReservedSlot.WaitAsync(stopping);
            try
            {
                Task answer = AskAsync(connection);
                return await Task.WhenAny(answer, Task.Delay(host.Options.KeepAliveTimeout, host.Time, stopping)) == answer && answer.IsCompletedSuccessfully;
            }
            finally
            {
                connection.ReservedSlot.Release();
            }
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    private static async Task AskAsync(LiveConnection connection)
    {
        await using var process = await RemoteProcess.StartAsync(connection, ":", [], RunOptions.Default);
        await process.WaitAsync(":", CancellationToken.None);
    }
}
