using System.Runtime.InteropServices;

namespace PspLoad.Core.Runs.Failover;

/// <summary>How one request or one iteration ended. Times in nanoseconds since the measured phase began.</summary>
/// <param name="IntendedStart">from the timetable</param>
/// <param name="End">when the answer was complete, or given up</param>
/// <param name="Response">what a customer waited: end − intended start, without think time</param>
/// <param name="Outcome">what became of it</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RequestEnd(long IntendedStart, long End, long Response, RequestOutcome Outcome)
{
    public bool IsError => Outcome != RequestOutcome.Completed;
}
