using System.Runtime.InteropServices;

namespace PspLoad.Core.Scenarios;

/// <summary>A linear piece of a load.</summary>
/// <param name="From">at its start: arrivals per second, or virtual users</param>
/// <param name="To">at its end</param>
/// <param name="Duration">more than 0</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LoadStage(double From, double To, TimeSpan Duration)
{
    /// <param name="seconds">since the stage began</param>
    public double RateAt(double seconds) => From + (To - From) * seconds / Duration.TotalSeconds;
}
