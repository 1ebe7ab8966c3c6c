using PspLoad.Core.Results;
using PspLoad.Core.Runs;
using PspLoad.Core.Scenarios;
using PspLoad.Core.Thresholds;
using PspLoad.Load.Driven;
using PspLoad.Load.Pacing;
using PspLoad.Load.Plans;
using PspLoad.Load.Recording;
using PspLoad.Load.Results;
using PspLoad.Load.Timing;

namespace PspLoad.Load.Runs;

/// <summary>Runs and records a scenario's load. Engines differ only in who starts the iterations.</summary>
public sealed class RecordedRun(TimeProvider time)
{
    /// <returns>what is wrong with a threshold on a figure of the load, in one line; null when nothing is</returns>
    public static string? Refuse(Threshold threshold, IReadOnlyDictionary<string, IReadOnlyList<string>> flows)
    {
        try
        {
            LoadMetrics.Check(threshold, flows);
            return null;
        }
        catch (FormatException wrong)
        {
            return wrong.Message;
        }
    }

    /// <param name="driver">starts the iterations; null: this engine's own timetable does</param>
    public async Task<LoadResult> RunAsync(LoadOrder order, Interruption interruption, ILoadDriver? driver)
    {
        using var precedence = order.TargetIsLocal ? CpuPrecedence.Take() : null;
        using var hdr = new HdrLog(Path.Combine(order.Folder, ResultFiles.Latencies));
        var outside = new ChosenSeconds(order.Failover.IsOutside);
        var run = new LoadRun(PlanOf(order), time, [new IntervalObserver(order), hdr, new FailoverObserver(order.Failover), outside], driver: driver);
        var result = await run.RunAsync(interruption.Stop, interruption.Abort);
        result = result.Complete(hdr);
        var faults = order.Failover.Finish(result.Measured.Duration.TotalSeconds);
        return result with { Faults = faults, FiguresOutsideFaults = outside.Finish() };
    }

    /// <summary>The scenario's load as this engine's model.</summary>
    public static LoadModel ModelOf(ScenarioLoad load)
    {
        var profile = new PiecewiseRate(load.Stages.Select(stage => new RateSegment(stage.Duration.TotalSeconds, stage.From, stage.To)));
        return load.IsOpen
            ? new OpenModel(profile)
            {
                Name = load.Executor,
                MaxInFlight = load.MaxInFlight,
                Spacing = load.Poisson ? Spacing.Poisson : Spacing.Uniform,
            }
            : new ClosedModel(profile) { Name = load.Executor };
    }

    private static LoadPlan PlanOf(LoadOrder order) =>
        new()
        {
            Flows = [.. order.Flows.Select(flow => new WeightedFlow(flow, order.Scenario.Flows[flow.Name]))],
            Model = ModelOf(order.Scenario.Load),
            WarmUp = order.Scenario.Load.WarmUp,
            GracefulStop = order.Scenario.Load.GracefulStop,
            Seed = order.Scenario.Seed,
            TargetIsLocal = order.TargetIsLocal,
        };
}
