using System.Globalization;
using ScottPlot.TickGenerators;

namespace PspLoad.Reporting.Drawing;

/// <summary>Ticks of the time axis at whole seconds, minutes or hours.</summary>
internal static class TimeTicks
{
    public const string Label = "time since the measured phase began";

    private static readonly int[] s_steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400];

    /// <param name="seconds">length of the axis, s</param>
    public static NumericManual For(double seconds)
    {
        var step = s_steps.FirstOrDefault(step => seconds / step <= 12, s_steps[^1]);
        var ticks = new NumericManual();
        for (var at = 0; at <= seconds; at += step)
            ticks.AddMajor(at, Format(at, step));
        return ticks;
    }

    private static string Format(int second, int step)
    {
        var plain = CultureInfo.InvariantCulture;
        if (step >= 3600)
            return string.Create(plain, $"{second / 3600} h");
        if (step >= 60)
            return second < 3600 ? string.Create(plain, $"{second / 60} min") : string.Create(plain, $"{second / 3600} h {second / 60 % 60:00}");
        return string.Create(plain, $"{second} s");
    }
}
