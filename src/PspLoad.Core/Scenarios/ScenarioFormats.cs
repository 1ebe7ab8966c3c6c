using PspLoad.Core.Configuration;

namespace PspLoad.Core.Scenarios;

/// <summary>Formats of the texts in a scenario.</summary>
public static class ScenarioFormats
{
    /// <summary>The largest rate or number that a scenario may have.</summary>
    public const double Largest = 1_000_000;

    public static readonly TextFormat Time = new("a time", "a number and its unit, at most a year; for example 250ms, 30s, 1h30m", text =>
        Durations.TryParse(text, out _)
    );

    public static readonly TextFormat Share = new("a share", "a number from 0 to 100 and %; for example 1%", text => Shares.TryParse(text, out _));

    public static readonly TextFormat Number = new("a number from 0 to 1000000", "for example 100", text =>
        Numbers.TryParse(text, out var number) && number <= Largest
    );

    public static readonly TextFormat Rate = new("a rate from 0 to 1000000 a second", "for example 100, 100/s, 6/m or 1.5k/s", text =>
        Rates.TryParse(text, out var rate) && rate <= Largest
    );
}
