using System.Text.Json.Serialization;

namespace PspLoad.Core.Results;

/// <summary>What became of everything that was scheduled: scheduled = completed + failed + timedOut + dropped.</summary>
/// <param name="Scheduled">arrivals of the timetable; started iterations, in the closed model</param>
/// <param name="Completed">ended without error</param>
/// <param name="Failed">ended with an error that is known</param>
/// <param name="TimedOut">no whole answer in time (connect or read time-out, or cut off at the end of the run): the outcome is indeterminate</param>
/// <param name="Dropped">never started: <c>maxInFlight</c> was reached</param>
public sealed record ArrivalsPart(long Scheduled, long Completed, long Failed, long TimedOut, long Dropped)
{
    public static ArrivalsPart None { get; } = new(0, 0, 0, 0, 0);

    /// <summary>The accounting identity: nothing that was scheduled disappears, and nothing else appears.</summary>
    [JsonIgnore]
    public bool Balances => Scheduled == Completed + Failed + TimedOut + Dropped;

    public static ArrivalsPart operator +(ArrivalsPart a, ArrivalsPart b) =>
        new(a.Scheduled + b.Scheduled, a.Completed + b.Completed, a.Failed + b.Failed, a.TimedOut + b.TimedOut, a.Dropped + b.Dropped);
}
