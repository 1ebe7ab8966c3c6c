using System.Globalization;

namespace PspLoad.Benchmarks.Http;

/// <summary>One goal of the load engine and its result.</summary>
/// <param name="Name">the promise</param>
/// <param name="Wanted">the limit</param>
/// <param name="Found">the measured value, or why there is none</param>
/// <param name="Met">null if not measured</param>
internal sealed record Goal(string Name, string Wanted, string Found, bool? Met)
{
    public string Verdict =>
        Met switch
        {
            true => "met",
            false => "**MISSED**",
            null => "not measured",
        };

    public static Goal AtLeast(string name, double limit, double found, string format) =>
        new(name, "≥ " + Text(limit, format), Text(found, format), found >= limit);

    public static Goal AtMost(string name, double limit, double found, string format) =>
        new(name, "≤ " + Text(limit, format), Text(found, format), found <= limit);

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
