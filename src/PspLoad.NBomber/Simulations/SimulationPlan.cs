using System.Runtime.InteropServices;

namespace PspLoad.NBomber.Simulations;

/// <summary>A load as NBomber simulations. The warm-up is a separate scenario, so that NBomber's report also counts it separately.</summary>
/// <param name="WarmUp">empty without a warm-up</param>
/// <param name="Measured">begins with a pause while the warm-up runs</param>
public sealed record SimulationPlan(IReadOnlyList<SimulationStep> WarmUp, IReadOnlyList<SimulationStep> Measured);

/// <summary>One NBomber simulation.</summary>
/// <param name="Kind">kind of the simulation</param>
/// <param name="Count">iterations per second, or copies; 0 for a pause</param>
/// <param name="During">duration in whole seconds</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SimulationStep(SimulationKind Kind, int Count, TimeSpan During);

/// <summary>The NBomber simulations that this adapter uses, by name.</summary>
public enum SimulationKind
{
    /// <summary>Starts a number of iterations every second, each at a random moment within it.</summary>
    Inject,

    /// <summary>Keeps a number of copies iterating without a break.</summary>
    KeepConstant,

    /// <summary>Starts nothing.</summary>
    Pause,
}
