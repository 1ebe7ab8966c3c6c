using System.Globalization;
using System.Text.RegularExpressions;

namespace PspLoad.Core.Configuration;

/// <summary>Times as people write them: 250ms, 30s, 1.5m, 2h.</summary>
public static partial class Durations
{
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        var match = Pattern().Match(text);
        if (!match.Success)
            return false;
        var seconds =
            double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture)
            * match.Groups["unit"].Value switch
            {
                "ms" => 0.001,
                "s" => 1,
                "m" => 60,
                _ => 3_600,
            };
        if (seconds > 366.0 * 24 * 3600)
            return false;
        duration = TimeSpan.FromSeconds(seconds);
        return true;
    }

    [GeneratedRegex(@"^(?<number>\d+(\.\d+)?)(?<unit>ms|s|m|h)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
