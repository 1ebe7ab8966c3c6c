using System.Globalization;
using PspLoad.Core.Configuration;

namespace PspLoad.Core.Scenarios;

/// <summary>Formats of the texts in a scenario.</summary>
public static class ScenarioFormats
{
    public static readonly TextFormat Time = new("a time", "a number and its unit, at most a year; for example 250ms, 30s, 5m", text =>
        Durations.TryParse(text, out _)
    );

    public static readonly TextFormat Share = new("a share", "a number from 0 to 100 and %; for example 1%", text => TryShare(text, out _));

    public static readonly TextFormat Number = new("a number from 0 to 1000000", "for example 100", text =>
        TryNumber(text, out var number) && number <= 1_000_000
    );

    public static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    public static bool TryShare(string text, out double percent)
    {
        percent = 0;
        return text.EndsWith('%') && TryNumber(text[..^1].TrimEnd(), out percent) && percent <= 100;
    }
}
