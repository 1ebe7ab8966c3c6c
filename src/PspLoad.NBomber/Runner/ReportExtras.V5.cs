using NBomber.Contracts;
using NBomber.Contracts.Stats;
using PspLoad.Load.Driven;
using PspLoad.NBomber.Sessions;

namespace PspLoad.NBomber.Runner;

/// <summary>NBomber 5.8 and later 5: thresholds, no metrics of one's own.</summary>
internal static class ReportExtras
{
    /// <summary>Registers metrics of the load with NBomber.</summary>
    /// <returns>to be called at the end of an iteration, with the number of iterations in flight</returns>
    public static Action<IterationEnd, int> Register(IScenarioInitContext context) => (_, _) => { };

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

    public static IReadOnlyList<MetricValue> MetricsOf(NodeStats stats) => [];
}
