using PspLoad.Core.Load;
using PspLoad.Core.Results;
using PspLoad.Core.Runs;
using PspLoad.Core.Scenarios;
using PspLoad.Core.Thresholds;

namespace PspLoad.UnitTests.Runs.Capacity;

/// <summary>Drives nothing. Iterations beyond the limit fail at once.</summary>
/// <param name="limit">iterations per second that complete</param>
internal sealed class FakeEngine(Func<double> limit) : ILoadEngine
{
    private static readonly TimesPart s_times = new(1, 1, 1, 1, 1, 1, 1, 1, 1);
    private static readonly QuantilesPart s_quantiles = new(1, 1, 1, 1);

    public string Name => "fake";

    /// <summary>Called at the end of each load: why the load is invalid.</summary>
    public Func<IReadOnlyList<FindingPart>> InvalidReasons { get; init; } = () => [];

    public string? Refuse(Threshold threshold, IReadOnlyDictionary<string, IReadOnlyList<string>> flows) => null;

    public IReadOnlyList<string> Refuse(ScenarioLoad load) => [];

    public Task<LoadOutcome> RunAsync(LoadOrder order, Interruption interruption)
    {
        var startedAt = DateTimeOffset.UnixEpoch;
        order.OnStart(startedAt);
        var load = order.Scenario.Load;
        var rate = load.IsOpen ? load.Stages[0].From : Math.Min(10 * load.Stages[0].From, 2 * limit());
        var (perSecond, seconds) = ((long)rate, (long)load.Duration.TotalSeconds);
        var completed = (long)Math.Min(rate, limit());
        var done = 0L;
        for (var second = 0L; second < seconds && !interruption.Stop.IsCancellationRequested; second++, done++)
        {
            order.OnInterval(
                new IntervalLine
                {
                    Second = second,
                    Target = load.IsOpen ? perSecond : null,
                    Completed = completed,
                    Failed = perSecond - completed,
                    TimedOut = 0,
                    Dropped = 0,
                    InFlight = 1,
                    ResponseTimeMs = s_quantiles,
                    ServiceTimeMs = s_quantiles,
                    InjectorLagMs = s_quantiles,
                    Errors = new Dictionary<ErrorKind, long>(),
                    Flows = new Dictionary<string, FlowIntervalPart>(),
                }
            );
        }
        return Task.FromResult(
            new LoadOutcome
            {
                StartedAt = startedAt,
                DurationSeconds = done,
                Interrupted = done < seconds,
                Arrivals = new ArrivalsPart(done * perSecond, done * completed, done * (perSecond - completed), 0, 0),
                WarmUpArrivals = new ArrivalsPart(0, 0, 0, 0, 0),
                Throughput = new ThroughputPart(perSecond, completed),
                ResponseTimeMs = s_times,
                ServiceTimeMs = s_times,
                InjectorLagMs = s_times,
                Flows = [],
                Injector = null,
                InvalidReasons = InvalidReasons(),
                Figures = new Share(100.0 * (perSecond - completed) / perSecond),
            }
        );
    }

    private sealed class Share(double percent) : ILoadFigures
    {
        public double FigureOf(Threshold threshold) => percent;
    }
}
