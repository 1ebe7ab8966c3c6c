using PspLoad.Core.Results;
using ScottPlot;

namespace PspLoad.Reporting.Charts;

/// <summary>The few shapes that all plots are made of.</summary>
internal static class Drawing
{
    /// <summary>A line that is interrupted where a value is NaN.</summary>
    public static void Line(Plot plot, IReadOnlyList<double> xs, IReadOnlyList<double> ys, string color, float width = 2, bool dashed = false)
    {
        for (var begin = 0; begin < ys.Count; begin++)
        {
            if (double.IsNaN(ys[begin]))
                continue;
            var end = begin;
            while (end < ys.Count && !double.IsNaN(ys[end]))
                end++;
            Coordinates[] points = [.. Enumerable.Range(begin, end - begin).Select(i => new Coordinates(xs[i], ys[i]))];
            if (dashed)
            {
                plot.Add.Plottable(new DashedLine(points, color, width));
            }
            else
            {
                var line = plot.Add.ScatterLine(points);
                line.LineWidth = width;
                line.Color = Color.FromHex(color);
            }
            begin = end;
        }
    }

    /// <summary>Areas on top of each other; each value holds from its x to the next.</summary>
    /// <param name="edges">one more than values</param>
    /// <returns>the highest sum</returns>
    public static double Stack(Plot plot, IReadOnlyList<double> edges, IReadOnlyList<(double[] Values, string Color)> layers)
    {
        var count = edges.Count - 1;
        var floor = new double[2 * count];
        var xs = new double[2 * count];
        for (var i = 0; i < count; i++)
            (xs[2 * i], xs[2 * i + 1]) = (edges[i], edges[i + 1]);
        foreach (var (values, color) in layers)
        {
            if (values.All(value => value == 0))
                continue;
            var top = new double[2 * count];
            for (var i = 0; i < 2 * count; i++)
                top[i] = floor[i] + values[i / 2];
            var area = plot.Add.FillY(xs, floor, top);
            area.FillColor = Color.FromHex(color);
            area.LineWidth = 0;
            floor = top;
        }
        return floor.DefaultIfEmpty(0).Max();
    }

    /// <summary>A fault's window behind the data.</summary>
    public static void Band(Plot plot, double from, double to)
    {
        var band = plot.Add.HorizontalSpan(from, to);
        band.FillStyle.Color = Color.FromHex(Palette.Band).WithAlpha(0.28);
        band.LineStyle.Width = 0;
    }

    /// <summary>Begin and end of every fault's window in front of the data, except where they would hide what is between them.</summary>
    public static void Edges(Plot plot, RunDocument run)
    {
        foreach (
            var edge in FaultWindow
                .Of(run)
                .Where(window => window.To - window.From > run.DurationSeconds / 100)
                .SelectMany(window => new[] { window.From, window.To })
        )
        {
            plot.Add.VerticalLine(edge, 1, Color.FromHex(Palette.Quiet));
        }
    }
}
