using System.Runtime.InteropServices;
using PspLoad.Core.Results;

namespace PspLoad.Capacity.Trials;

/// <summary>What the rules look at of one second of a trial.</summary>
/// <param name="Target">arrivals meant for it</param>
/// <param name="Completed">ended without error</param>
/// <param name="Errors">failed, timed out or dropped</param>
/// <param name="InFlight">at its end</param>
/// <param name="ResponseTimeMs">of what ended in it</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TrialSecond(double Target, long Completed, long Errors, long InFlight, QuantilesPart ResponseTimeMs)
{
    public static TrialSecond Of(IntervalLine line) =>
        new(line.Target ?? 0, line.Completed, line.Failed + line.TimedOut + line.Dropped, line.InFlight, line.ResponseTimeMs);
}
