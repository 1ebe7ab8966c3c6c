using System.Runtime.InteropServices;

namespace PspLoad.Load.Pacing;

/// <summary>A straight piece of a rate profile.</summary>
/// <param name="Seconds">its length, more than 0</param>
/// <param name="From">rate at its start, per second</param>
/// <param name="To">rate at its end, per second</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RateSegment(double Seconds, double From, double To)
{
    /// <summary>Arrivals expected in the whole segment.</summary>
    public double Arrivals => (From + To) / 2 * Seconds;
}
