using PspLoad.Core.Configuration;
using PspLoad.Core.Results;
using PspLoad.Core.Thresholds;
using PspLoad.Load.Recording;

namespace PspLoad.Load.Results;

/// <summary>
/// The figures of a load by name. Times are <c>min</c>, <c>mean</c>, <c>max</c>, <c>p50</c> … <c>p99.9</c> of the response time; with <c>service.</c> or
/// <c>lag.</c> before them, of those. Shares of scheduled arrivals (%) or counts are <c>errors</c> (failed + timed out + dropped), <c>failed</c>,
/// <c>timed-out</c>, <c>dropped</c>, <c>completed</c>. <c>achieved</c> is throughput ÷ target rate (%), <c>throughput</c> is a rate (/s). The name of a flow
/// before any of these limits it to that flow; the names of a flow and a step limit a time to that step: <c>sale.p99</c>, <c>sale.create.p95</c>.
/// </summary>
public static class LoadMetrics
{
    private static readonly ThresholdUnit[] s_shareOrCount = [ThresholdUnit.Percent, ThresholdUnit.Count];

    /// <returns>the figure of a phase in the unit of the threshold; NaN when nothing was measured</returns>
    /// <exception cref="FormatException">there is no such metric, or its unit is another; the message says which there are</exception>
    internal static double Of(Threshold threshold, PhaseResult phase) => Find(threshold, phase.Arrivals, phase.Duration.TotalSeconds, phase.Times, phase.Flows);

    /// <summary>Checks before a run that a threshold can be judged after it.</summary>
    /// <param name="threshold">as parsed</param>
    /// <param name="flows">names of flows, each with its steps</param>
    /// <exception cref="FormatException">there is no such metric, or its unit is another</exception>
    public static void Check(Threshold threshold, IReadOnlyDictionary<string, IReadOnlyList<string>> flows)
    {
        var times = new Times();
        FlowResult Empty(KeyValuePair<string, IReadOnlyList<string>> flow) =>
            new(flow.Key, ArrivalsPart.None, [], times, [.. flow.Value.Select(step => new StepResult(step, 0, [], times))]);
        _ = Find(threshold, ArrivalsPart.None, 0, times, [.. flows.Select(Empty)]);
    }

    private static double Find(Threshold threshold, ArrivalsPart arrivals, double seconds, Times times, IReadOnlyList<FlowResult> flows)
    {
        var metric = threshold.Metric;
        if (flows.FirstOrDefault(flow => metric.StartsWith(flow.Name + ".", StringComparison.Ordinal)) is { } scope)
        {
            (arrivals, times, metric) = (scope.Arrivals, scope.Times, metric[(scope.Name.Length + 1)..]);
            if (scope.Steps.FirstOrDefault(step => metric.StartsWith(step.Name + ".", StringComparison.Ordinal)) is { } step)
                return TimeOf(threshold, step.Times, metric[(step.Name.Length + 1)..]);
        }
        return metric switch
        {
            "errors" => ShareOrCount(threshold, arrivals.Failed + arrivals.TimedOut + arrivals.Dropped, arrivals),
            "failed" => ShareOrCount(threshold, arrivals.Failed, arrivals),
            "timed-out" => ShareOrCount(threshold, arrivals.TimedOut, arrivals),
            "dropped" => ShareOrCount(threshold, arrivals.Dropped, arrivals),
            "completed" => ShareOrCount(threshold, arrivals.Completed, arrivals),
            "achieved" => With(threshold, Percent(arrivals.Completed, arrivals.Scheduled), ThresholdUnit.Percent),
            "throughput" => With(threshold, PerSecond(arrivals, seconds), ThresholdUnit.PerSecond, ThresholdUnit.Count),
            _ => TimeOf(threshold, times, metric),
        };
    }

    private static double TimeOf(Threshold threshold, Times times, string metric)
    {
        var histogram = times.Response;
        if (metric.StartsWith("service.", StringComparison.Ordinal))
            (histogram, metric) = (times.Service, metric[8..]);
        else if (metric.StartsWith("lag.", StringComparison.Ordinal))
            (histogram, metric) = (times.Lag, metric[4..]);
        double? microseconds = metric switch
        {
            "min" => histogram.Min,
            "mean" => histogram.Mean,
            "max" => histogram.Max,
            _ => QuantileOf(metric) is { } quantile ? histogram.Quantile(quantile) : null,
        };
        if (microseconds is null)
        {
            throw new FormatException(
                $"'{threshold.Expression}': there is no figure '{threshold.Metric}'; there are min, mean, max, p50 to p99.99, service.…, lag.…, "
                    + "errors, failed, timed-out, dropped, completed, achieved, throughput, and the same for a flow or its step: FLOW.p99, FLOW.STEP.p99"
            );
        }

        return With(threshold, histogram.Count == 0 ? double.NaN : microseconds.Value / 1_000, ThresholdUnit.Milliseconds);
    }

    /// <summary>
    /// p99 and p99.9 mean what they say; p999 is read as p99.9, as run.json writes it. 0 and 100 are no percentiles: min and max are.
    /// </summary>
    private static double? QuantileOf(string metric)
    {
        if (!metric.StartsWith('p'))
            return null;
        var text = metric.StartsWith("p99", StringComparison.Ordinal) && !metric.Contains('.', StringComparison.Ordinal) ? $"99.{metric[3..]}" : metric[1..];
        var isPlain = !text.Contains('e', StringComparison.Ordinal);
        return isPlain && Numbers.TryParse(text.TrimEnd('.'), out var percent) && percent is > 0 and < 100 ? percent / 100 : null;
    }

    private static double ShareOrCount(Threshold threshold, long count, ArrivalsPart arrivals) =>
        With(
            threshold,
            threshold.Unit == ThresholdUnit.Percent ? Percent(count, arrivals.Scheduled)
                : arrivals.Scheduled == 0 ? double.NaN
                : count,
            s_shareOrCount
        );

    private static double PerSecond(ArrivalsPart arrivals, double seconds) =>
        arrivals.Scheduled == 0 ? double.NaN : arrivals.Completed / Math.Max(seconds, 1e-9);

    private static double Percent(long count, long of) => of == 0 ? double.NaN : 100.0 * count / of;

    private static double With(Threshold threshold, double actual, params ThresholdUnit[] allowed) =>
        allowed.Contains(threshold.Unit)
            ? actual
            : throw new FormatException($"'{threshold.Expression}': '{threshold.Metric}' is compared with {string.Join(" or ", allowed.Select(Describe))}");

    private static string Describe(ThresholdUnit unit) =>
        unit switch
        {
            ThresholdUnit.Milliseconds => "a time (250ms, 1.5s)",
            ThresholdUnit.Percent => "a share (0.1%)",
            ThresholdUnit.PerSecond => "a rate (2000/s)",
            _ => "a count (10)",
        };
}
