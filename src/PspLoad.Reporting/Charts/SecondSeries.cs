using PspLoad.Core.Results;

namespace PspLoad.Reporting.Charts;

/// <summary>
/// The seconds of a run as series of at most <see cref="MostPoints"/> points. In a long run a point stands for several seconds and shows the worst of them: the
/// highest time, the lowest achieved rate, the most errors. So no peak is hidden.
/// </summary>
internal sealed class SecondSeries
{
    public const int MostPoints = 1_000;

    public SecondSeries(IReadOnlyList<IntervalLine> intervals, double duration)
    {
        Width = Math.Max(1, (int)Math.Ceiling(intervals.Count / (double)MostPoints));
        Groups = [.. intervals.GroupBy(interval => interval.Second / Width).OrderBy(group => group.Key).Select(group => group.ToList())];
        Begins = [.. Groups.Select(group => (double)(group[0].Second / Width * Width))];
        Middles = [.. Begins.Select(begin => begin + Width / 2.0)];
        Edges = [.. Begins, Begins.Count == 0 ? duration : Begins[^1] + Width];
    }

    /// <summary>Seconds per point.</summary>
    public int Width { get; }

    public IReadOnlyList<List<IntervalLine>> Groups { get; }

    public IReadOnlyList<double> Begins { get; }

    public IReadOnlyList<double> Middles { get; }

    /// <summary>The begins, and the end of the last point.</summary>
    public IReadOnlyList<double> Edges { get; }

    public double[] Most(Func<IntervalLine, double> value) => [.. Groups.Select(group => group.Max(value))];

    public double[] Least(Func<IntervalLine, double> value) => [.. Groups.Select(group => group.Min(value))];

    public double[] Mean(Func<IntervalLine, double> value) => [.. Groups.Select(group => group.Average(value))];
}
