using PspLoad.Core.Runs.Failover;
using PspLoad.Core.Scenarios;
using PspLoad.UnitTests.Core.Scenarios;

namespace PspLoad.UnitTests.Core.Runs.Failover;

/// <summary>Finished requests to a service whose outage is known exactly.</summary>
internal static class Outage
{
    private const double Good = 0.005;

    public static Scenario Scenario { get; } =
        Words.Read(
            """
            flows: { sale-card: 1 }
            executor: constant-arrival-rate
            rate: 200
            duration: 30s
            timeout: 3s
            recovery: { errors: 1%, p99: 250ms }
            faults: [{ at: 10s, fault: kill-active-application }]
            """
        );

    public static PlannedFault Fault => Scenario.Faults[0];

    /// <param name="rate">arrivals per second, equally spaced</param>
    /// <param name="from">start of the outage, seconds</param>
    /// <param name="to">end of the outage, seconds</param>
    /// <param name="kind">
    /// <c>refused</c>: an error at once; <c>hangs</c>: answered when the outage ends; <c>hangs, newest first</c>: the same, but the queue is then served
    /// from its end, so that the oldest request waits for another length of the outage; <c>lost</c>: timed out after 3 s
    /// </param>
    /// <param name="seconds">length of the load, seconds</param>
    public static IEnumerable<RequestEnd> Requests(double rate, double from, double to, string kind, double seconds = 30)
    {
        for (var number = 0; number < rate * seconds; number++)
        {
            var start = number / rate;
            var hit = start >= from && start < to;
            var (end, outcome) = (hit, kind) switch
            {
                (false, _) => (start + Good, RequestOutcome.Completed),
                (_, "refused") => (start + 0.001, RequestOutcome.Failed),
                (_, "hangs, newest first") => (to + Good + (to - start), RequestOutcome.Completed),
                (_, "hangs") => (to + Good, RequestOutcome.Completed),
                _ => (start + 3, RequestOutcome.Indeterminate),
            };
            yield return new RequestEnd((long)(start * 1e9), (long)(end * 1e9), (long)((end - start) * 1e9), outcome);
        }
    }

    /// <summary>
    /// Feeds the watch as a run does: second by second, requests in the order of their ends to within 0.1 s, and the injection only after it happened.
    /// </summary>
    public static FailoverWatch Watch(
        IEnumerable<RequestEnd> requests,
        double injectedAt,
        double newsAfter = 0.05,
        double seconds = 30,
        List<string>? verdicts = null
    )
    {
        var watch = new FailoverWatch(Scenario);
        var impact = watch.Arm(Fault, injectedAt - 0.05);
        var told = false;
        foreach (var batch in requests.GroupBy(request => request.End / 100_000_000).OrderBy(group => group.Key))
        {
            var now = batch.Key / 10.0 + 0.1;
            if (!told && now >= injectedAt + newsAfter)
            {
                watch.Injected(impact, "app1", injectedAt, 0.002);
                told = true;
            }
            var ends = batch.OrderByDescending(request => request.IntendedStart).ToArray();
            watch.Add(ends, areIterations: false);
            watch.Add(ends, areIterations: true);
            if (batch.Key % 10 == 9)
                watch.Advance(now);
        }
        verdicts?.AddRange(
            Enumerable
                .Range(0, (int)seconds)
                .Select(second =>
                    watch.IsOutside(second) switch
                    {
                        true => "out",
                        false => "in",
                        null => "?",
                    }
                )
        );
        return watch;
    }
}
