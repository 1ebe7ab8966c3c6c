using System.Diagnostics;
using PspLoad.Load.Recording;
using PspLoad.Load.Timing;

namespace PspLoad.IntegrationTests.Load;

/// <summary>Stops the server at a given time of the measured phase, from a thread that sleeps precisely.</summary>
internal sealed class Freeze(StubServer server, TimeSpan at, TimeSpan length) : LoadObserver
{
    private readonly TaskCompletionSource<double> _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How long the server really was stopped, ms.</summary>
    public Task<double> Stopped => _stopped.Task;

    public override void OnStart(RowTable rows, DateTimeOffset measuredStart)
    {
        var clock = new MonotonicClock();
        clock.StartIn((measuredStart - TimeProvider.System.GetUtcNow()).Ticks * TimeSpan.NanosecondsPerTick);
        new Thread(() => Run(clock)) { IsBackground = true, Name = "freeze" }.Start();
    }

    private void Run(MonotonicClock clock)
    {
        try
        {
            clock.SleepUntil(at.Ticks * TimeSpan.NanosecondsPerTick);
            var start = Stopwatch.GetTimestamp();
            server.Freeze();
            clock.SleepUntil(clock.Now + length.Ticks * TimeSpan.NanosecondsPerTick);
            server.Resume();
            _stopped.SetResult(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        catch (Exception failure)
        {
            _stopped.SetException(failure);
        }
    }
}
