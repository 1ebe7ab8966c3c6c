using System.Runtime.InteropServices;

namespace PspLoad.NBomber.Simulations;

/// <summary>A load as NBomber's simulations. The warm-up is a scenario of its own, so that NBomber's report counts it apart, too.</summary>
/// <param name="WarmUp">empty when there is none</param>
/// <param name="Measured">begins with a pause while the warm-up runs</param>
public sealed record SimulationPlan(IReadOnlyList<SimulationStep> WarmUp, IReadOnlyList<SimulationStep> Measured);

/// <summary>One of NBomber's simulations.</summary>
/// <param name="Kind">which</param>
/// <param name="Count">iterations a second, or copies; 0 for a pause</param>
/// <param name="During">whole seconds</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SimulationStep(SimulationKind Kind, int Count, TimeSpan During);

/// <summary>NBomber's simulations that this adapter uses, by their names.</summary>
public enum SimulationKind
{
    /// <summary>So many iterations start in every second, each at a random moment of it.</summary>
    Inject,

    /// <summary>So many copies iterate without a break.</summary>
    KeepConstant,

    /// <summary>Nothing starts.</summary>
    Pause,
}
