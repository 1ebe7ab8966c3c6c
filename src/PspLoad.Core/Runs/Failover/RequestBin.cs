using System.Runtime.InteropServices;

namespace PspLoad.Core.Runs.Failover;

/// <summary>Requests that were meant to start within one <see cref="BinQueue.Width"/>.</summary>
[StructLayout(LayoutKind.Auto)]
internal record struct RequestBin
{
    public int Total;
    public int Errors;
    public int Slow;

    /// <summary>End of the first good request (no error and not slow); <see cref="long.MaxValue"/> if there is none.</summary>
    public long FirstGoodEnd;

    public WindowCounts Counts;

    public static RequestBin Empty { get; } = new() { FirstGoodEnd = long.MaxValue, Counts = WindowCounts.None };

    public readonly bool IsBad => Errors + Slow > 0;
}
