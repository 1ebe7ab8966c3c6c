namespace PspLoad.Load.Recording;

/// <summary>One finished second of the measured phase. The engine reuses the object after the observers have seen it.</summary>
public sealed class Interval
{
    internal Interval(RowTable table) => Rows = new RowSet(table);

    /// <summary>Samples that ended from this second to the next, counted from the start of the measured phase.</summary>
    public long Second { get; internal set; }

    /// <summary>Iterations in flight at its end, within some milliseconds.</summary>
    public long InFlight { get; internal set; }

    /// <summary>Times by row and outcome, dropped arrivals by their intended start.</summary>
    public RowSet Rows { get; }
}
