using ScottPlot;
using ScottPlot.TickGenerators;

namespace PspLoad.Reporting.Drawing;

/// <summary>Ticks from zero at 1, 2 or 5 times a power of ten.</summary>
internal static class LinearTicks
{
    public static IEnumerable<double> Of(double high)
    {
        var raw = high / 4;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step =
            (raw / power) switch
            {
                < 1.5 => 1,
                < 3.5 => 2,
                < 7.5 => 5,
                _ => 10,
            } * power;
        for (var i = 0; i * step <= high; i++)
            yield return i * step;
    }

    /// <summary>Gives a plot a vertical axis from zero.</summary>
    /// <param name="plot">the plot</param>
    /// <param name="left">left end of the horizontal axis</param>
    /// <param name="right">right end of the horizontal axis</param>
    /// <param name="high">upper end of the vertical axis</param>
    /// <param name="format">label of a tick, with its unit</param>
    public static void Apply(Plot plot, double left, double right, double high, Func<double, string> format)
    {
        high = high <= 0 ? 1 : high;
        plot.Axes.SetLimits(left, right, 0, high);
        plot.Axes.Left.TickGenerator = Along(high, format);
    }

    /// <summary>Ticks of an axis from zero.</summary>
    public static NumericManual Along(double high, Func<double, string> format)
    {
        var ticks = new NumericManual();
        foreach (var value in Of(high))
            ticks.AddMajor(value, format(value));
        return ticks;
    }
}
