using System.Globalization;

namespace PspLoad.Benchmarks.Http;

/// <param name="Name">what was promised</param>
/// <param name="Wanted">the limit</param>
/// <param name="Found">what was measured, or why it was not</param>
/// <param name="Met">null when it was not measured</param>
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
