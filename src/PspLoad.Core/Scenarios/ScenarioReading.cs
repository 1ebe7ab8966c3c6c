using PspLoad.Core.Configuration;

namespace PspLoad.Core.Scenarios;

/// <summary>Values of scenarios that environments have none of.</summary>
internal static class ScenarioReading
{
    /// <returns>the time, or <paramref name="whenMissing"/> also after an error</returns>
    public static TimeSpan Time(this MappingReader reader, ConfigurationKey key, TimeSpan whenMissing = default) =>
        reader.Text(key, ScenarioFormats.Time) is { } text && Durations.TryParse(text, out var time) ? time : whenMissing;

    /// <returns>the number; null where it is missing or after an error</returns>
    public static double? Number(this MappingReader reader, ConfigurationKey key) =>
        reader.Text(key, ScenarioFormats.Number) is { } text && ScenarioFormats.TryNumber(text, out var number) ? number : null;
}
