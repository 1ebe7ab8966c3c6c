using PspLoad.Core.Results;
using PspLoad.Reporting.Charts;
using PspLoad.Reporting.Runs;
using PspLoad.Reporting.Text;

namespace PspLoad.Reporting.Comparison;

/// <summary>Two runs side by side: what changed, and whether that is more than noise.</summary>
public sealed class RunComparison
{
    /// <summary>Smallest change that matters, in percent, where none is given.</summary>
    public const double UsualMargin = 5;

    private RunComparison(RunFolder before, RunFolder after) => (Before, After) = (before, after);

    public RunFolder Before { get; }

    public RunFolder After { get; }

    public required IReadOnlyList<MetricChange> Changes { get; init; }

    /// <summary>Why the runs may not be comparable, and what else a reader should know.</summary>
    public required IReadOnlyList<FindingPart> Findings { get; init; }

    /// <summary>Something got worse.</summary>
    public bool IsWorse => Changes.Any(change => change.Sameness == Sameness.Worse);

    /// <summary>Both runs were long enough to tell their figures from noise.</summary>
    public required bool IsDecided { get; init; }

    /// <param name="margin">smallest change that matters, in percent</param>
    public static RunComparison Of(RunFolder before, RunFolder after, double margin)
    {
        var (first, second) = (ComparedRun.Of(before), ComparedRun.Of(after));
        return new RunComparison(before, after)
        {
            Changes = [.. Sampled(first, second, margin), .. Faults(before.Run, after.Run), .. Books(before.Run, after.Run)],
            Findings = [.. ComparisonFindings.Of(first, second)],
            IsDecided = first.IsSample && second.IsSample,
        };
    }

    private static IEnumerable<MetricChange> Sampled(ComparedRun before, ComparedRun after, double margin)
    {
        var enough = before.IsSample && after.IsSample;
        var random = new Random(1);
        var (was, now) = (ComparedRun.FiguresOf(before.Seconds), ComparedRun.FiguresOf(after.Seconds));
        var (drawnBefore, drawnAfter) = enough ? (Bootstrap.Resample(before, random), Bootstrap.Resample(after, random)) : ([], []);

        MetricChange Change(string name, Func<ComparedRun.Figures, double> figure, Func<double, string> format, bool moreIsBetter)
        {
            if (figure(was) == 0 || !enough)
            {
                return new MetricChange(
                    name,
                    format(figure(was)),
                    format(figure(now)),
                    Percent(figure(was), figure(now)),
                    null,
                    null,
                    figure(was) == figure(now) && enough ? Sameness.Same : Sameness.TooFewRuns
                );
            }

            var changes = drawnBefore
                .Zip(drawnAfter)
                .Where(pair => figure(pair.First) > 0)
                .Select(pair => Percent(figure(pair.First), figure(pair.Second))!.Value)
                .ToList();
            var (low, high) = Bootstrap.Interval(changes.DefaultIfEmpty(0));
            var change = Percent(figure(was), figure(now))!.Value;
            return new MetricChange(name, format(figure(was)), format(figure(now)), change, low, high, Decision.Of(change, low, high, margin, moreIsBetter));
        }

        yield return Change("throughput", figures => figures.PerSecond, Humane.Rate, moreIsBetter: true);
        yield return Errors(was, now, drawnBefore, drawnAfter, enough);
        yield return Change("response time p50", figures => figures.P50, Humane.Time, moreIsBetter: false);
        yield return Change("response time p95", figures => figures.P95, Humane.Time, moreIsBetter: false);
        yield return Change("response time p99", figures => figures.P99, Humane.Time, moreIsBetter: false);
        yield return Change("response time p99.9", figures => figures.P999, Humane.Time, moreIsBetter: false);
    }

    /// <summary>By their difference in percentage points: a share may be zero. A tenth of a point is the least that matters.</summary>
    private static MetricChange Errors(
        ComparedRun.Figures was,
        ComparedRun.Figures now,
        ComparedRun.Figures[] drawnBefore,
        ComparedRun.Figures[] drawnAfter,
        bool enough
    )
    {
        const double Least = 0.1;
        if (!enough)
            return new MetricChange("not completed", Humane.Percent(was.ErrorPercent), Humane.Percent(now.ErrorPercent), null, null, null, Sameness.TooFewRuns);
        var (low, high) = Bootstrap.Interval(drawnBefore.Zip(drawnAfter).Select(pair => pair.Second.ErrorPercent - pair.First.ErrorPercent));
        var sameness = Decision.Of(now.ErrorPercent - was.ErrorPercent, low, high, Least, moreIsBetter: false);
        return new MetricChange(
            "not completed",
            Humane.Percent(was.ErrorPercent),
            Humane.Percent(now.ErrorPercent),
            Percent(was.ErrorPercent, now.ErrorPercent),
            null,
            null,
            sameness
        );
    }

    /// <summary>Each run has measured each recovery once; one figure against one says nothing about noise.</summary>
    private static IEnumerable<MetricChange> Faults(RunDocument before, RunDocument after)
    {
        foreach (var was in before.Faults)
        {
            if (after.Faults.FirstOrDefault(fault => fault.Name == was.Name && fault.Target == was.Target) is not { } now)
                continue;
            var sameness = (was.RecoveredAfterSeconds, now.RecoveredAfterSeconds) switch
            {
                (null, null) => Sameness.Same,
                (not null, null) => Sameness.Worse,
                (null, not null) => Sameness.Better,
                (0, 0) => Sameness.Same,
                _ => Sameness.TooFewRuns,
            };
            yield return new MetricChange(
                $"back after {was.Name}",
                Back(was),
                Back(now),
                Percent(was.RecoveredAfterSeconds ?? 0, now.RecoveredAfterSeconds ?? 0),
                null,
                null,
                sameness
            );
            var (cost, costs) = (was.FailedInWindow + was.IndeterminateInWindow, now.FailedInWindow + now.IndeterminateInWindow);
            yield return new MetricChange(
                $"errors by {was.Name}",
                Humane.Count(cost),
                Humane.Count(costs),
                Percent(cost, costs),
                null,
                null,
                (cost, costs) == (0, 0) ? Sameness.Same : Sameness.TooFewRuns
            );
        }
    }

    /// <summary>Money is counted, not sampled: one violation more is worse.</summary>
    private static IEnumerable<MetricChange> Books(RunDocument before, RunDocument after)
    {
        if (before.Reconciliation is not { } was || after.Reconciliation is not { } now)
            yield break;
        var (old, fresh) = (Violations(was), Violations(now));
        yield return new MetricChange(
            "money violations",
            Humane.Count(old),
            Humane.Count(fresh),
            Percent(old, fresh),
            null,
            null,
            fresh > old ? Sameness.Worse
                : fresh < old ? Sameness.Better
                : Sameness.Same
        );
    }

    private static long Violations(ReconciliationPart books) =>
        Money.Counts(books).Sum(count => count.Count) + (books.LedgerBalanced ? 0 : 1) + (books.ReplicaAgrees == false ? 1 : 0);

    private static string Back(FaultPart fault) => fault.RecoveredAfterSeconds is { } after ? Humane.Seconds(after) : "not back";

    private static double? Percent(double was, double now) => was == 0 ? null : 100 * (now - was) / was;
}
