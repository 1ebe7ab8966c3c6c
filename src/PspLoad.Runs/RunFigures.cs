using PspLoad.Core.Results;
using PspLoad.Core.Runs;
using PspLoad.Core.Runs.Verdicts;
using PspLoad.Core.Thresholds;

namespace PspLoad.Runs;

/// <summary>
/// The figures that thresholds may name besides those of the load.
/// <c>recovery</c> is the longest time to recover from a fault.
/// Counts of operations are <c>lost</c>, <c>duplicated</c>, <c>phantom</c>, <c>amount-mismatch</c>, <c>state-mismatch</c>, <c>double-charge</c>,
/// <c>unresolved</c>, and <c>violations</c> for all of them together.
/// The prefix <c>outside-faults.</c> limits a figure of the load to the seconds that no fault disturbed.
/// </summary>
public static class RunFigures
{
    public const string OutsideFaults = "outside-faults.";
    private const string Recovery = "recovery";

    /// <summary>The condition that every load must meet.</summary>
    private const string AnySuccess = "completed > 0";

    private static readonly Dictionary<string, Func<ReconciliationPart, long>> s_money = new(StringComparer.Ordinal)
    {
        ["lost"] = books => books.Lost,
        ["duplicated"] = books => books.Duplicated,
        ["phantom"] = books => books.Phantom,
        ["amount-mismatch"] = books => books.AmountMismatch,
        ["state-mismatch"] = books => books.StateMismatch,
        ["double-charge"] = books => books.DoubleCharge,
        ["unresolved"] = books => books.Unresolved,
        ["violations"] = VerdictRules.Violations,
    };

    /// <returns>what is wrong with a threshold, in one line; null if it can be judged after a run</returns>
    public static string? Refuse(Threshold threshold, ILoadEngine engine, IReadOnlyDictionary<string, IReadOnlyList<string>> flows)
    {
        if (threshold.Metric == Recovery)
            return threshold.Unit == ThresholdUnit.Milliseconds ? null : "recovery is compared with a time (5s)";
        if (s_money.ContainsKey(threshold.Metric))
            return threshold.Unit == ThresholdUnit.Count ? null : $"{threshold.Metric} is compared with a count (0)";
        return engine.Refuse(OfLoad(threshold), flows);
    }

    /// <summary>
    /// The conditions with their results. A load without a single success does not pass: a condition is added for it, unless a condition on
    /// <c>errors</c> allows that.
    /// </summary>
    public static IReadOnlyList<ThresholdPart> Judge(IReadOnlyList<Threshold> thresholds, LoadOutcome load, ReconciliationPart? books)
    {
        List<ThresholdPart> judged = [.. thresholds.Select(threshold => Judge(threshold, load, books))];
        var allowed = thresholds.Zip(judged).Any(pair => pair.First.Metric == "errors" && pair.Second.Passed);
        if (load.Arrivals.Completed == 0 && !allowed)
            judged.Add(new ThresholdPart(AnySuccess, 0, Passed: false));
        return judged;
    }

    private static ThresholdPart Judge(Threshold threshold, LoadOutcome load, ReconciliationPart? books)
    {
        var actual = Find(threshold, load, books);
        return new ThresholdPart(threshold.Expression, double.IsNaN(actual) ? null : actual, threshold.IsMetBy(actual));
    }

    private static double Find(Threshold threshold, LoadOutcome load, ReconciliationPart? books)
    {
        if (threshold.Metric == Recovery)
        {
            return load.Faults.Count == 0 ? double.NaN
                : load.Faults.Max(fault => fault.RecoveredAfterSeconds ?? double.PositiveInfinity) is var longest && double.IsFinite(longest) ? longest * 1000
                : double.NaN;
        }

        if (s_money.TryGetValue(threshold.Metric, out var count))
            return books is null ? double.NaN : count(books);
        var figures = threshold.Metric.StartsWith(OutsideFaults, StringComparison.Ordinal) ? load.FiguresOutsideFaults : load.Figures;
        return figures.FigureOf(OfLoad(threshold));
    }

    private static Threshold OfLoad(Threshold threshold) =>
        threshold.Metric.StartsWith(OutsideFaults, StringComparison.Ordinal) ? threshold with { Metric = threshold.Metric[OutsideFaults.Length..] } : threshold;
}
