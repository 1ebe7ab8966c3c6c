namespace PspLoad.Core.Results;

/// <summary>What became of everything that was scheduled: scheduled = completed + failed + timedOut + dropped.</summary>
/// <param name="Scheduled">arrivals of the timetable; started iterations, in the closed model</param>
/// <param name="Completed">ended without error</param>
/// <param name="Failed">ended with an error that is known</param>
/// <param name="TimedOut">no whole answer in time: the outcome is indeterminate</param>
/// <param name="Dropped">never started: <c>maxInFlight</c> was reached</param>
public sealed record ArrivalsPart(long Scheduled, long Completed, long Failed, long TimedOut, long Dropped);
