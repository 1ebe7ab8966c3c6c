using PspLoad.Core.Results;
using PspLoad.Reporting.Runs;
using PspLoad.Reporting.Text;
using PspLoad.Reporting.Wording;

namespace PspLoad.Reporting.Comparison;

/// <summary>Two runs side by side: what changed, and whether that is more than noise.</summary>
public sealed class RunComparison
{
    /// <summary>Default of the smallest change that matters, in percent.</summary>
    public const double UsualMargin = 5;

    private RunComparison(RecordedRun before, RecordedRun after) => (Before, After) = (before, after);

    public RecordedRun Before { get; }

    public RecordedRun After { get; }

    public required IReadOnlyList<MetricChange> Changes { get; init; }

    /// <summary>Why the runs may not be comparable, and other differences.</summary>
    public required IReadOnlyList<FindingPart> Findings { get; init; }

    /// <summary>Whether a figure got worse.</summary>
    public bool IsWorse => Changes.Any(change => change.Sameness == Sameness.Worse);

    /// <summary>Whether both runs were long enough to tell a change from noise.</summary>
    public required bool IsDecided { get; init; }

    /// <param name="margin">smallest change that matters, in percent</param>
    public static RunComparison Of(RecordedRun before, RecordedRun after, double margin)
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
        var (drawnBefore, drawnAfter) = enough ? (BlockBootstrap.Resample(before, random), BlockBootstrap.Resample(after, random)) : ([], []);

        MetricChange Change(string name, Func<ComparedRun.Figures, double> figure, Func<double, string> format, bool moreIsBetter)
        {
            // Only a response time is better when it is shorter.
            bool IsRecorded(ComparedRun run) => moreIsBetter ? run.Seconds.Count > 0 : run.HasTimes;
            if (!IsRecorded(before) || !IsRecorded(after))
            {
                string Shown(ComparedRun run, ComparedRun.Figures figures) => IsRecorded(run) ? format(figure(figures)) : MetricChange.Missing;
                return new MetricChange(name, Shown(before, was), Shown(after, now), null, null, null, Sameness.NotRecorded);
            }
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
            var (low, high) = BlockBootstrap.Interval(changes.DefaultIfEmpty(0));
            var change = Percent(figure(was), figure(now))!.Value;
            var sameness = NoiseRule.Judge(change, low, high, margin, moreIsBetter);
            return new MetricChange(name, format(figure(was)), format(figure(now)), change, low, high, sameness);
        }

        yield return Change("throughput", figures => figures.PerSecond, Humane.Rate, moreIsBetter: true);
        yield return before.Seconds.Count > 0 && after.Seconds.Count > 0
            ? Errors(was, now, drawnBefore, drawnAfter, enough)
            : new MetricChange("not completed", MetricChange.Missing, MetricChange.Missing, null, null, null, Sameness.NotRecorded);
        yield return Change("response time p50", figures => figures.P50, Humane.Time, moreIsBetter: false);
        yield return Change("response time p95", figures => figures.P95, Humane.Time, moreIsBetter: false);
        yield return Change("response time p99", figures => figures.P99, Humane.Time, moreIsBetter: false);
        yield return Change("response time p99.9", figures => figures.P999, Humane.Time, moreIsBetter: false);
    }

    /// <summary>Compares shares by their difference, because the first may be zero. The margin is 0.1 percentage points.</summary>
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
        {
            var (before, after) = (Humane.Percent(was.ErrorPercent), Humane.Percent(now.ErrorPercent));
            return new MetricChange("not completed", before, after, null, null, null, Sameness.TooFewRuns);
        }
        var (low, high) = BlockBootstrap.Interval(drawnBefore.Zip(drawnAfter).Select(pair => pair.Second.ErrorPercent - pair.First.ErrorPercent));
        var sameness = NoiseRule.Judge(now.ErrorPercent - was.ErrorPercent, low, high, Least, moreIsBetter: false);
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

    /// <summary>Each run measures each recovery once, and two values say nothing about noise.</summary>
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

    /// <summary>Violations are counted, not sampled: one more is worse.</summary>
    private static IEnumerable<MetricChange> Books(RunDocument before, RunDocument after)
    {
        if (before.Reconciliation is null && after.Reconciliation is null)
            yield break;
        if (before.Reconciliation is not { } was || after.Reconciliation is not { } now)
        {
            string Shown(ReconciliationPart? books) => books is null ? MetricChange.Missing : Humane.Count(Violations(books));
            yield return new MetricChange(
                "money violations",
                Shown(before.Reconciliation),
                Shown(after.Reconciliation),
                null,
                null,
                null,
                Sameness.NotRecorded
            );
            yield break;
        }
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
        MoneyText.Counts(books).Sum(count => count.Count) + (books.LedgerBalanced ? 0 : 1) + (books.ReplicaAgrees == false ? 1 : 0);

    private static string Back(FaultPart fault) => fault.RecoveredAfterSeconds is { } after ? Humane.Seconds(after) : "not back";

    private static double? Percent(double was, double now) => was == 0 ? null : 100 * (now - was) / was;
}
