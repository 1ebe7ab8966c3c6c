using PspLoad.Core.Configuration;

namespace PspLoad.Core.Scenarios;

/// <summary>Getters for value types that occur in scenarios but not in environments.</summary>
internal static class ScenarioReading
{
    /// <returns>the time; <paramref name="whenMissing"/> if it is missing or after an error</returns>
    public static TimeSpan Time(this MappingReader reader, ConfigurationKey key, TimeSpan whenMissing = default) =>
        reader.Text(key, ScenarioFormats.Time) is { } text && Durations.TryParse(text, out var time) ? time : whenMissing;

    /// <returns>the number; null if it is missing or after an error</returns>
    public static double? Number(this MappingReader reader, ConfigurationKey key) =>
        reader.Text(key, ScenarioFormats.Number) is { } text && Numbers.TryParse(text, out var number) ? number : null;

    /// <returns>the rate per second; null if it is missing or after an error</returns>
    public static double? Rate(this MappingReader reader, ConfigurationKey key) =>
        reader.Text(key, ScenarioFormats.Rate) is { } text && Rates.TryParse(text, out var rate) ? rate : null;
}
