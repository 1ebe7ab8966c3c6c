using PspLoad.Core.Load;

namespace PspLoad.Load.Plans;

/// <summary>What <see cref="LoadRun"/> runs.</summary>
public sealed record LoadPlan
{
    /// <summary>Flows and their shares; at least one.</summary>
    public required IReadOnlyList<WeightedFlow> Flows { get; init; }

    /// <summary>Open or closed, how much and how long.</summary>
    public required LoadModel Model { get; init; }

    /// <summary>Load before the measured phase, at the rate at its start; measured and counted apart.</summary>
    public TimeSpan WarmUp { get; init; }

    /// <summary>How long iterations in flight may go on after the last arrival; then they are cut off and counted as timed out.</summary>
    public TimeSpan GracefulStop { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Of the arrivals, the choice of flows, and the flows' random values.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The load crosses only this machine's loopback: the target shares its CPUs.</summary>
    public bool TargetIsLocal { get; init; }
}

/// <summary>A flow and its share of the iterations.</summary>
/// <param name="Flow">what to run</param>
/// <param name="Weight">more than 0; shares are weight ÷ sum of weights</param>
public sealed record WeightedFlow(IFlow Flow, double Weight = 1);
