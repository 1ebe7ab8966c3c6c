using PspLoad.Core.Load;
using PspLoad.Core.Results;
using PspLoad.Core.Runs.Failover;
using PspLoad.Core.Scenarios;

namespace PspLoad.Core.Runs;

/// <summary>What an engine has to run.</summary>
public sealed record LoadOrder
{
    public required Scenario Scenario { get; init; }

    /// <summary>In the order of the scenario.</summary>
    public required IReadOnlyList<IFlow> Flows { get; init; }

    /// <summary>Folder of the run, for raw data.</summary>
    public required string Folder { get; init; }

    /// <summary>The target shares the injector's CPUs.</summary>
    public required bool TargetIsLocal { get; init; }

    /// <summary>Receives every request.</summary>
    public required FailoverWatch Failover { get; init; }

    /// <summary>Called once, before the first arrival, with the time at which the measured phase will begin.</summary>
    public required Action<DateTimeOffset> OnStart { get; init; }

    /// <summary>Called for every second of the measured phase, in order.</summary>
    public required Action<IntervalLine> OnInterval { get; init; }
}
