using PspLoad.Capacity.Trials;

namespace PspLoad.Capacity.Bottlenecks;

/// <summary>What limits a system, and how one knows.</summary>
/// <param name="Kind">what kind of resource</param>
/// <param name="Host">where; empty where it is no host's</param>
/// <param name="Sentence">what saturates first, at which rate</param>
/// <param name="Evidence">figures by rate, one line each</param>
/// <param name="Try">what to try; null where nothing is known</param>
/// <param name="AlsoSaturated">what was full as well, in the order in which it filled up</param>
public sealed record Bottleneck(
    BottleneckKind Kind,
    string Host,
    string Sentence,
    IReadOnlyList<string> Evidence,
    string? Try,
    IReadOnlyList<string> AlsoSaturated
);
