using PspLoad.Core.Histograms;
using PspLoad.Load.Health;

namespace PspLoad.UnitTests.Load.Health;

/// <summary>Readings from the kernel and the clocks.</summary>
public sealed class HealthReadingsTests
{
    private readonly InterruptedClock _clock = new();

    [Fact]
    public void An_interruption_between_two_clocks_is_not_taken_for_a_clock_that_was_set()
    {
        var readings = new HealthReadings(_clock);
        readings.Begin();
        _clock.Interruptions = 3;

        Assert.Equal(0, Finish(readings).ClockStepMs);
    }

    [Fact]
    public void A_clock_that_was_set_is_seen()
    {
        var readings = new HealthReadings(_clock);
        readings.Begin();
        _clock.Set = TimeSpan.FromMilliseconds(80);

        Assert.Equal(80, Finish(readings).ClockStepMs);
    }

    private static InjectorHealth Finish(HealthReadings readings) => readings.Finish(new LatencyHistogram(), new LatencyHistogram(), 0)!;

    /// <summary>Loses its CPU for 100 ms before a reading of the wall clock, for <c>Interruptions</c> readings.</summary>
    private sealed class InterruptedClock : TimeProvider
    {
        private long _ticks = TimeSpan.TicksPerDay;

        public int Interruptions { get; set; }

        public TimeSpan Set { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ++_ticks;

        public override DateTimeOffset GetUtcNow()
        {
            if (Interruptions-- > 0)
                _ticks += TimeSpan.FromMilliseconds(100).Ticks;
            return DateTimeOffset.UnixEpoch + TimeSpan.FromTicks(_ticks) + Set;
        }
    }
}
