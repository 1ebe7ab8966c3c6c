using NBomber.Contracts;
using NBomber.Contracts.Stats;
using PspLoad.Load.Driven;
using PspLoad.NBomber.Sessions;

namespace PspLoad.NBomber.Runner;

/// <summary>NBomber 4.1 to 5.7: neither thresholds nor metrics.</summary>
internal static class ReportExtras
{
    /// <summary>Registers metrics of the load with NBomber.</summary>
    /// <returns>to be called at the end of an iteration, with the number of iterations in flight</returns>
    public static Action<IterationEnd, int> Register(IScenarioInitContext context) => (_, _) => { };

    public static IReadOnlyList<ThresholdOutcome> ThresholdsOf(NodeStats stats) => [];

    public static IReadOnlyList<MetricValue> MetricsOf(NodeStats stats) => [];
}
