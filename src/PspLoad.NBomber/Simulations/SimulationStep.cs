using System.Runtime.InteropServices;

namespace PspLoad.NBomber.Simulations;

/// <summary>One of NBomber's simulations.</summary>
/// <param name="Kind">which</param>
/// <param name="Count">iterations a second, or copies; 0 for a pause</param>
/// <param name="During">whole seconds</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SimulationStep(SimulationKind Kind, int Count, TimeSpan During);
