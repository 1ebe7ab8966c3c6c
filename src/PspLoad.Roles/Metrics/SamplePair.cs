namespace PspLoad.Roles.Metrics;

/// <summary>Two consecutive samples of a service: name → value, with the service's own names.</summary>
/// <param name="source">label of the service</param>
/// <param name="before">SOURCE.NAME → value</param>
/// <param name="after">SOURCE.NAME → value, of the next sample</param>
/// <param name="seconds">time between the two samples</param>
public sealed class SamplePair(string source, IReadOnlyDictionary<string, double> before, IReadOnlyDictionary<string, double> after, double seconds)
{
    /// <summary>The value in the second sample.</summary>
    public double? Now(string name) => after.TryGetValue($"{source}.{name}", out var value) ? value : null;

    /// <summary>Growth of a counter per second; null if it fell, because the counters of a restarted service begin at zero.</summary>
    public double? Rate(string name) => Growth(name) / seconds;

    /// <summary>Growth of a sum for each count; null if nothing was counted.</summary>
    public double? Each(string sum, string count) => Growth(count) > 0 ? Growth(sum) / Growth(count) : null;

    private double? Growth(string name) => Now(name) is { } now && before.TryGetValue($"{source}.{name}", out var was) && now >= was ? now - was : null;
}
