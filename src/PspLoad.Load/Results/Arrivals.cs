using System.Runtime.InteropServices;

namespace PspLoad.Load.Results;

/// <summary>What became of everything that was scheduled.</summary>
/// <param name="Scheduled">arrivals of the timetable; started iterations, in the closed model</param>
/// <param name="Completed">ended without error</param>
/// <param name="Failed">ended with an error that is known</param>
/// <param name="TimedOut">no whole answer in time: connect or read time-out, or cut off at the end of the run</param>
/// <param name="Dropped">never started: <c>maxInFlight</c> was reached</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Arrivals(long Scheduled, long Completed, long Failed, long TimedOut, long Dropped)
{
    /// <summary>The accounting identity: nothing that was scheduled disappears, nothing else appears.</summary>
    public bool Balances => Scheduled == Completed + Failed + TimedOut + Dropped;

    /// <summary>Iterations that were started.</summary>
    public long Started => Completed + Failed + TimedOut;

    /// <summary>Share of scheduled arrivals that didn't complete, 0 to 1; 0 when nothing was scheduled.</summary>
    public double ErrorShare => Scheduled == 0 ? 0 : (double)(Failed + TimedOut + Dropped) / Scheduled;

    public static Arrivals operator +(Arrivals a, Arrivals b) =>
        new(a.Scheduled + b.Scheduled, a.Completed + b.Completed, a.Failed + b.Failed, a.TimedOut + b.TimedOut, a.Dropped + b.Dropped);
}
