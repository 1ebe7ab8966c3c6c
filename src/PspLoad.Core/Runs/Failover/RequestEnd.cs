using System.Runtime.InteropServices;

namespace PspLoad.Core.Runs.Failover;

/// <summary>How one request or one iteration ended. Times are in nanoseconds since the measured phase began.</summary>
/// <param name="IntendedStart">start time according to the timetable</param>
/// <param name="End">when the answer was complete, or the wait was given up</param>
/// <param name="Response">the customer's wait: end − intended start, without think time</param>
/// <param name="Outcome">how it ended</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RequestEnd(long IntendedStart, long End, long Response, RequestOutcome Outcome)
{
    public bool IsError => Outcome != RequestOutcome.Completed;
}
