using PspLoad.Core.Histograms;
using PspLoad.Core.Results;
using PspLoad.Load.Health;

namespace PspLoad.Load.Results;

/// <summary>The engine's results as <c>run.json</c> writes them.</summary>
internal static class Parts
{
    public static TimesPart Times(LatencyHistogram times)
    {
        double At(double quantile) => times.Quantile(quantile) / 1e3;
        return new(times.Min / 1e3, Math.Round(times.Mean / 1e3, 3), At(0.5), At(0.75), At(0.9), At(0.95), At(0.99), At(0.999), times.Max / 1e3);
    }

    public static QuantilesPart Quantiles(LatencyHistogram times) =>
        new(times.Quantile(0.5) / 1e3, times.Quantile(0.95) / 1e3, times.Quantile(0.99) / 1e3, times.Max / 1e3);

    public static FlowPart Flow(FlowResult flow) =>
        new(
            flow.Name,
            flow.Arrivals,
            Times(flow.Times.Response),
            [.. flow.Steps.Select(step => new StepPart(step.Name, step.Count, step.Errors.Sum(error => error.Count), Times(step.Times.Response)))],
            flow.Errors
        );

    public static InjectorPart Injector(InjectorHealth health) =>
        new()
        {
            CpuPercent = Math.Round(health.CpuPercent, 2),
            MachineCpuPercent = Math.Round(health.MachineCpuPercent, 2),
            StealPercent = Math.Round(health.StealPercent, 2),
            CpuWaitPercent = health.CpuWaitPercent is { } wait ? Math.Round(wait, 1) : null,
            GcPauseMs = Math.Round(health.GcPauseMs, 3),
            LongestStallMs = health.HeartbeatLag.Max / 1e3,
            PeakRssBytes = health.PeakRssBytes,
        };
}
