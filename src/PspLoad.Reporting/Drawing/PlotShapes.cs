using ScottPlot;

namespace PspLoad.Reporting.Drawing;

/// <summary>Lines and areas of a plot.</summary>
internal static class PlotShapes
{
    /// <summary>A line with gaps where a value is NaN.</summary>
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

    /// <summary>Stacked areas. Each value holds from its edge to the next one.</summary>
    /// <param name="plot">where to draw</param>
    /// <param name="edges">x of the begin of each value, and of the end of the last one</param>
    /// <param name="layers">from bottom to top</param>
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
}
