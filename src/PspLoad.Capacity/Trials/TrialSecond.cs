using System.Runtime.InteropServices;
using PspLoad.Core.Results;

namespace PspLoad.Capacity.Trials;

/// <summary>One second of a trial, with the figures that the rules use.</summary>
/// <param name="Target">planned arrivals</param>
/// <param name="Completed">iterations that ended without error</param>
/// <param name="Errors">iterations that failed, timed out or were dropped</param>
/// <param name="InFlight">iterations in flight at the end of the second</param>
/// <param name="ResponseTimeMs">of the iterations that ended in this second</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TrialSecond(double Target, long Completed, long Errors, long InFlight, QuantilesPart ResponseTimeMs)
{
    public static TrialSecond Of(IntervalLine line) =>
        new(line.Target ?? 0, line.Completed, line.Failed + line.TimedOut + line.Dropped, line.InFlight, line.ResponseTimeMs);
}
