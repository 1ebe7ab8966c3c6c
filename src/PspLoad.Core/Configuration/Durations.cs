using System.Text.RegularExpressions;

namespace PspLoad.Core.Configuration;

/// <summary>Times as people write them: <c>250ms</c>, <c>90s</c>, <c>1.5m</c>, <c>1h30m</c>. The largest unit comes first, each at most once.</summary>
public static partial class Durations
{
    /// <summary>No duration is longer, in seconds: a leap year.</summary>
    private const double Longest = 366.0 * 24 * 3600;

    private static readonly (string Unit, double Seconds)[] s_units = [("h", 3_600), ("m", 60), ("s", 1), ("ms", 1e-3), ("us", 1e-6)];

    /// <returns>false for a text that is not a duration, or for more than a year</returns>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        var match = Pattern().Match(text);
        if (!match.Success || text.Length == 0)
            return false;
        var seconds = 0.0;
        foreach (var (unit, length) in s_units)
        {
            if (!match.Groups[unit].Success)
                continue;
            if (!Numbers.TryParse(match.Groups[unit].Value, out var number))
                return false;
            seconds += number * length;
        }
        if (seconds > Longest)
            return false;
        duration = TimeSpan.FromSeconds(seconds);
        return true;
    }

    [GeneratedRegex(
        @"\A((?<h>[0-9.]+)h)?((?<m>[0-9.]+)m)?((?<s>[0-9.]+)s)?((?<ms>[0-9.]+)ms)?((?<us>[0-9.]+)us)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Pattern();
}
