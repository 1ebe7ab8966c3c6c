using PspLoad.Core.Thresholds;
using PspLoad.Load.Http;
using PspLoad.Load.Plans;

namespace PspLoad.Runs.PlainLoads;

/// <summary>What a plain load was asked to do, validated.</summary>
public sealed record LoadRequest
{
    public required Uri Url { get; init; }
    public required LoadModel Model { get; init; }
    public required TimeSpan WarmUp { get; init; }
    public required TimeSpan GracefulStop { get; init; }
    public required TimeSpan Think { get; init; }
    public required int Seed { get; init; }
    public required HttpTransportOptions Transport { get; init; }
    public required bool UseHttpClient { get; init; }
    public required string Engine { get; init; }
    public required HttpRequest Request { get; init; }
    public required int? ExpectedStatus { get; init; }
    public required IReadOnlyList<Threshold> Thresholds { get; init; }
    public required string? HdrPath { get; init; }
    public required string? OwnedHost { get; init; }
}
