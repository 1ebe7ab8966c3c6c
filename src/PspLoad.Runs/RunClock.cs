namespace PspLoad.Runs;

/// <summary>Seconds since the measured phase began, on the injector's monotonic clock; negative before it.</summary>
/// <param name="time">the injector's clock</param>
/// <param name="startedAt">wall-clock time at which the measured phase begins</param>
public sealed class RunClock(TimeProvider time, DateTimeOffset startedAt)
{
    private readonly long _zero = time.GetTimestamp() + (long)((startedAt - time.GetUtcNow()).TotalSeconds * time.TimestampFrequency);

    public DateTimeOffset StartedAt { get; } = startedAt;

    public double Now => (double)(time.GetTimestamp() - _zero) / time.TimestampFrequency;

    /// <summary>Waits until <see cref="Now"/> is at least <paramref name="seconds"/>.</summary>
    public async Task WaitUntilAsync(double seconds, CancellationToken cancellationToken)
    {
        while (seconds - Now is > 0 and var left)
            await Task.Delay(TimeSpan.FromSeconds(Math.Max(0.001, left)), time, cancellationToken);
    }
}
