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
        reader.Text(key, ScenarioFormats.Number) is { } text && ScenarioFormats.TryNumber(text, out var number) ? number : null;
}
