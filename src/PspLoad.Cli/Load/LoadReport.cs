using System.Text.Json;
using System.Text.Json.Serialization;
using PspLoad.Core.Errors;
using PspLoad.Core.Histograms;
using PspLoad.Core.Load;
using PspLoad.Core.Results;
using PspLoad.Core.Thresholds;
using PspLoad.Load.Results;

namespace PspLoad.Cli.Load;

/// <summary>The result as JSON, schemaVersion 1: the fields of run.json that a plain load has.</summary>
internal sealed record LoadReport(
    int SchemaVersion,
    string Engine,
    string Executor,
    int Seed,
    DateTimeOffset StartedAt,
    double DurationSeconds,
    LoadReport.VerdictPart Verdict,
    ArrivalsPart Arrivals,
    ArrivalsPart WarmUpArrivals,
    LoadReport.ThroughputPart Throughput,
    LoadReport.TimesPart ResponseTimeMs,
    LoadReport.TimesPart ServiceTimeMs,
    LoadReport.TimesPart InjectorLagMs,
    IReadOnlyList<LoadReport.FlowPart> Flows,
    IReadOnlyList<LoadReport.ThresholdPart> Thresholds,
    LoadReport.InjectorPart? Injector
)
{
    public static LoadReport Of(
        string engine,
        LoadResult result,
        IReadOnlyList<Core.Results.FindingPart> remarks,
        IReadOnlyList<ThresholdResult> thresholds,
        ExitCode exitCode
    )
    {
        var measured = result.Measured;
        return new LoadReport(
            1,
            engine,
            result.Model.Name,
            result.Seed,
            result.StartedAt,
            measured.Duration.TotalSeconds,
            new VerdictPart(
                result.IsValid ? "VALID" : "INVALID",
                thresholds.All(threshold => threshold.Passed) ? "PASSED" : "FAILED",
                (int)exitCode,
                [
                    .. result.InvalidReasons.Select(reason => new FindingPart(reason.Id, "invalid", reason.Message)),
                    .. remarks.Select(remark => new FindingPart(remark.Id, remark.Severity, remark.Message)),
                ]
            ),
            measured.Arrivals,
            result.WarmUp.Arrivals,
            new ThroughputPart(measured.TargetRate, measured.Throughput),
            TimesPart.Of(measured.Times.Response),
            TimesPart.Of(measured.Times.Service),
            TimesPart.Of(measured.Times.Lag),
            [.. measured.Flows.Select(FlowPart.Of)],
            [
                .. thresholds.Select(threshold => new ThresholdPart(
                    threshold.Threshold.Expression,
                    double.IsNaN(threshold.Actual) ? null : threshold.Actual,
                    threshold.Passed
                )),
            ],
            result.Health is { } health
                ? new InjectorPart(
                    health.CpuPercent,
                    health.MachineCpuPercent,
                    health.StealPercent,
                    health.CpuWaitPercent,
                    health.Foreign?.Percent,
                    health.GcPauseMs,
                    health.HeartbeatLag.Max / 1e3,
                    health.PeakRssBytes
                )
                : null
        );
    }

    public string ToJson() => JsonSerializer.Serialize(this, LoadReportJson.Default.LoadReport);

    internal sealed record VerdictPart(string Validity, string Thresholds, int ExitCode, IReadOnlyList<FindingPart> Findings);

    internal sealed record FindingPart(string Id, string Severity, string Message);

    internal sealed record ThroughputPart(double TargetTps, double AchievedTps);

    internal sealed record TimesPart(double Min, double Mean, double P50, double P75, double P90, double P95, double P99, double P999, double Max)
    {
        public static TimesPart Of(LatencyHistogram times) =>
            new(
                times.Min / 1e3,
                times.Mean / 1e3,
                Ms(times, 0.5),
                Ms(times, 0.75),
                Ms(times, 0.9),
                Ms(times, 0.95),
                Ms(times, 0.99),
                Ms(times, 0.999),
                times.Max / 1e3
            );

        private static double Ms(LatencyHistogram times, double quantile) => times.Quantile(quantile) / 1e3;
    }

    internal sealed record ErrorPart(string Kind, long Count, IReadOnlyCollection<string> Examples);

    internal sealed record StepPart(string Name, long Count, long Errors, TimesPart ResponseTimeMs);

    internal sealed record FlowPart(
        string Name,
        ArrivalsPart Arrivals,
        TimesPart ResponseTimeMs,
        IReadOnlyList<StepPart> Steps,
        IReadOnlyList<ErrorPart> Errors
    )
    {
        public static FlowPart Of(FlowResult flow) =>
            new(
                flow.Name,
                flow.Arrivals,
                TimesPart.Of(flow.Times.Response),
                [.. flow.Steps.Select(step => new StepPart(step.Name, step.Count, step.Errors.Sum(error => error.Count), TimesPart.Of(step.Times.Response)))],
                [.. flow.Errors.Select(error => new ErrorPart(error.Kind.Label(), error.Count, error.Examples))]
            );
    }

    internal sealed record ThresholdPart(string Expression, double? Actual, bool Passed);

    internal sealed record InjectorPart(
        double CpuPercent,
        double MachineCpuPercent,
        double StealPercent,
        double? CpuWaitPercent,
        double? ForeignCpuPercent,
        double GcPauseMs,
        double LongestStallMs,
        long PeakRssBytes
    );
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(LoadReport))]
internal sealed partial class LoadReportJson : JsonSerializerContext;
