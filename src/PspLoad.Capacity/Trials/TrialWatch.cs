using System.Globalization;
using PspLoad.Core.Thresholds;

namespace PspLoad.Capacity.Trials;

/// <summary>
/// Detects as early as possible that a trial can no longer pass, so that an overload lasts no longer than needed.
/// Takes one second at a time. One instance watches one trial.
/// </summary>
/// <param name="thresholds">of the scenario; only those on a percentile of all response times or on the error share can be decided early</param>
/// <param name="arrivals">arrivals planned for the whole trial</param>
public sealed class TrialWatch(IReadOnlyList<Threshold> thresholds, double arrivals)
{
    /// <summary>
    /// Backlog as a share of all arrivals. Above it a backlog is no longer a mere pause, if it has
    /// grown for <see cref="GrowsFor"/> consecutive seconds and exceeds the arrivals of one second.
    /// </summary>
    private const double Hopeless = 0.02;
    private const int GrowsFor = 3;

    private readonly (Threshold Threshold, double Share)[] _percentiles =
    [
        .. thresholds.Where(IsUpperBound).Select(threshold => (threshold, ShareAbove(threshold.Metric))).Where(percentile => percentile.Item2 > 0),
    ];
    private readonly double[] _slow = new double[thresholds.Count];
    private readonly double _errorPercent = thresholds
        .Where(threshold => threshold.Metric == "errors" && threshold.Unit == ThresholdUnit.Percent && IsUpperBound(threshold))
        .Select(threshold => threshold.Limit)
        .DefaultIfEmpty(100)
        .Min();

    private long _errors;
    private long _inFlight;
    private int _growing;

    /// <returns>why the trial can no longer pass; null while it still may</returns>
    public string? Take(TrialSecond second)
    {
        _errors += second.Errors;
        _growing = second.InFlight > _inFlight ? _growing + 1 : 0;
        _inFlight = second.InFlight;
        if (100.0 * _errors / arrivals > _errorPercent && _errors > 1)
            return string.Create(CultureInfo.InvariantCulture, $"{_errors} errors exceed {_errorPercent} % of all planned iterations");
        if (_growing >= GrowsFor && _inFlight > Math.Max(Math.Max(10, second.Target), Hopeless * arrivals))
            return string.Create(CultureInfo.InvariantCulture, $"{_inFlight} in flight, and growing for {_growing} s");
        for (var i = 0; i < _percentiles.Length; i++)
        {
            _slow[i] += SurelySlow(second, _percentiles[i].Threshold.Limit);
            if (_slow[i] > _percentiles[i].Share * arrivals)
                return $"so many iterations were slow that {_percentiles[i].Threshold.Expression} cannot be met";
        }
        return null;
    }

    private static bool IsUpperBound(Threshold threshold) => threshold.Comparison is "<" or "<=";

    /// <summary>Lower bound for the number of iterations in this second that were slower than the limit.</summary>
    private static double SurelySlow(TrialSecond second, double limit)
    {
        var ended = second.Completed + second.Errors;
        var times = second.ResponseTimeMs;
        return times.P50 > limit ? 0.5 * ended
            : times.P95 > limit ? 0.05 * ended
            : times.P99 > limit ? 0.01 * ended
            : 0;
    }

    /// <returns>share of iterations that may be slower; 0 if the figure is not a percentile of all iterations</returns>
    private static double ShareAbove(string metric) =>
        metric.StartsWith('p') && double.TryParse(metric.AsSpan(1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percentile)
            ? 1 - percentile / 100
            : 0;
}
