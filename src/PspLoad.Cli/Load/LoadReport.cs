using System.Text.Json;
using System.Text.Json.Serialization;
using PspLoad.Core.Results;
using PspLoad.Runs.PlainLoads;

namespace PspLoad.Cli.Load;

/// <summary>The result as JSON, schemaVersion 1: the parts of <c>run.json</c> that apply to a plain load, and its traffic.</summary>
internal sealed record LoadReport(
    int SchemaVersion,
    string Engine,
    string Executor,
    int Seed,
    DateTimeOffset StartedAt,
    double DurationSeconds,
    bool Interrupted,
    VerdictPart Verdict,
    ArrivalsPart Arrivals,
    ArrivalsPart WarmUpArrivals,
    ThroughputPart Throughput,
    TimesPart ResponseTimeMs,
    TimesPart ServiceTimeMs,
    TimesPart InjectorLagMs,
    IReadOnlyList<FlowPart> Flows,
    IReadOnlyList<ThresholdPart> Thresholds,
    InjectorPart? Injector,
    TrafficPart Traffic
)
{
    public static LoadReport From(string engine, PlainLoadResult outcome)
    {
        var result = outcome.Load;
        return new(
            RunDocument.CurrentSchema,
            engine,
            result.Model.Name,
            result.Seed,
            result.StartedAt,
            result.DurationSeconds,
            result.Interrupted,
            outcome.Verdict,
            result.Arrivals,
            result.WarmUpArrivals,
            result.Throughput,
            result.ResponseTimeMs,
            result.ServiceTimeMs,
            result.InjectorLagMs,
            result.Flows,
            outcome.Thresholds,
            result.Injector,
            outcome.Traffic
        );
    }

    public string ToJson() => JsonSerializer.Serialize(this, LoadReportJson.Default.LoadReport);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(LoadReport))]
internal sealed partial class LoadReportJson : JsonSerializerContext;
