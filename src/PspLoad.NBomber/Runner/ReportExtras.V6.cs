using NBomber.Contracts;
using NBomber.Contracts.Stats;
using PspLoad.Load.Driven;
using PspLoad.NBomber.Sessions;

namespace PspLoad.NBomber.Runner;

/// <summary>NBomber 6: thresholds and metrics.</summary>
internal static class ReportExtras
{
    /// <summary>Registers metrics of the load with NBomber: thresholds of its configuration, and its sinks, can use them.</summary>
    /// <returns>to be called at the end of an iteration, with the number of iterations in flight</returns>
    public static Action<IterationEnd, int> Register(IScenarioInitContext context)
    {
        var dropped = Metric.CreateCounter("pspload-dropped", "iterations");
        var inFlight = Metric.CreateGauge("pspload-in-flight", "iterations");
        context.RegisterMetric(dropped);
        context.RegisterMetric(inFlight);
        var second = -1L;
        return (end, running) =>
        {
            if (end.WasDropped)
                dropped.Add(1);
            // NBomber keeps the last value only, so one a second is enough.
            var now = Environment.TickCount64 / 1000;
            if (Interlocked.Exchange(ref second, now) != now)
                inFlight.Set(running);
        };
    }

    public static IReadOnlyList<ThresholdOutcome> ThresholdsOf(NodeStats stats) =>
        [
            .. (stats.Thresholds ?? []).Select(result => new ThresholdOutcome(
                result.ScenarioName ?? "",
                result.StepName ?? "",
                result.CheckExpression ?? "",
                result.ErrorCount,
                result.IsFailed,
                result.ExceptionMsg ?? ""
            )),
        ];

    public static IReadOnlyList<MetricValue> MetricsOf(NodeStats stats) =>
        stats.Metrics is not { } metrics
            ? []
            :
            [
                .. (metrics.Counters ?? []).Select(counter => new MetricValue(counter.MetricName, counter.Value, counter.UnitOfMeasure ?? "")),
                .. (metrics.Gauges ?? []).Select(gauge => new MetricValue(gauge.MetricName, gauge.Value, gauge.UnitOfMeasure ?? "")),
            ];
}
