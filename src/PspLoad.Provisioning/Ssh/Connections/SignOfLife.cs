using PspLoad.Core.Errors;
using PspLoad.Provisioning.Ssh.Sessions;

namespace PspLoad.Provisioning.Ssh.Connections;

/// <summary>
/// Detects dead connections and keeps firewalls from dropping idle ones. After an interval without any received byte, the host must answer a
/// command that does nothing. SSH.NET sends keep-alives, but never checks for an answer.
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
            // The slot is released only when the answer arrives, however late, because the session is in use until then.
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
            await using var process = await RemoteProcess.StartAsync(connection, ":", ":", [], CommandOptions.Default);
            await process.WaitAsync(CancellationToken.None);
        }
        catch (OperationFailedException e) when (e is not ConnectionLostException)
        {
            // A refused session is an answer, too.
        }
        finally
        {
            connection.ReservedSlot.Release();
        }
    }
}
