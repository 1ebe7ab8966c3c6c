using PspLoad.Core.Bottlenecks;

namespace PspLoad.Capacity.Bottlenecks;

/// <summary>What limits a system, with the evidence.</summary>
/// <param name="Kind">kind of resource</param>
/// <param name="Host">host of the resource; empty if it belongs to no host</param>
/// <param name="Sentence">what saturates first, and at which rate</param>
/// <param name="Evidence">figures by rate, one line each</param>
/// <param name="Try">what to try; null if unknown</param>
/// <param name="AlsoSaturated">other saturated resources, in the order in which they saturated</param>
public sealed record Bottleneck(
    BottleneckKind Kind,
    string Host,
    string Sentence,
    IReadOnlyList<string> Evidence,
    string? Try,
    IReadOnlyList<string> AlsoSaturated
);
