using System.Diagnostics;

namespace PspLoad.IntegrationTests.Payments.Stack;

/// <summary>Waits for a condition, bounded.</summary>
internal static class Wait
{
    public static async Task UntilAsync(string what, TimeSpan limit, Func<Task<bool>> condition, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > limit)
                throw new TimeoutException($"{what}: not within {limit.TotalSeconds} s");
            await Task.Delay(20, cancellationToken);
        }
    }
}
