using PspLoad.Reporting.Text;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace PspLoad.Reporting.Drawing;

/// <summary>The vertical axis of a plot of times: logarithmic if they span more than a decade, otherwise linear from zero.</summary>
internal sealed class TimeScale
{
    private readonly double _low;
    private readonly double _high;

    /// <param name="milliseconds">all values to be shown; zeros (nothing ended) are ignored</param>
    public TimeScale(IEnumerable<double> milliseconds)
    {
        var (low, high) = (double.MaxValue, 0.0);
        foreach (var value in milliseconds.Where(value => value > 0))
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        if (high == 0)
            (low, high) = (1, 10);
        IsLogarithmic = high / low > 10;
        (_low, _high) = IsLogarithmic ? (Math.Log10(low) - 0.08, Math.Log10(high) + 0.12) : (0, high * 1.12);
    }

    public bool IsLogarithmic { get; }

    /// <summary>To be added to the heading of the plot.</summary>
    public string Suffix => IsLogarithmic ? ", log scale" : "";

    /// <summary>Position of a time on the axis; NaN when nothing was measured.</summary>
    public double Of(double milliseconds) =>
        milliseconds <= 0 ? double.NaN
        : IsLogarithmic ? Math.Log10(milliseconds)
        : milliseconds;

    public void Apply(Plot plot, double left, double right)
    {
        plot.Axes.SetLimits(left, right, _low, _high);
        plot.Axes.Left.TickGenerator = Ticks();
    }

    private NumericManual Ticks()
    {
        var ticks = new NumericManual();
        if (IsLogarithmic)
        {
            double[] between = _high - _low < 2 ? [1, 2, 5] : [1];
            for (var decade = (int)Math.Floor(_low); decade <= _high; decade++)
            {
                foreach (
                    var value in between.Select(digit => digit * Math.Pow(10, decade)).Where(value => Math.Log10(value) >= _low && Math.Log10(value) <= _high)
                )
                {
                    ticks.AddMajor(Math.Log10(value), Humane.Time(value));
                }
            }
        }
        else
        {
            foreach (var value in LinearTicks.Of(_high))
                ticks.AddMajor(value, value == 0 ? "0" : Humane.Time(value));
        }
        return ticks;
    }
}
