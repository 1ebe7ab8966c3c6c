using System.Globalization;

namespace PspLoad.Reporting.Text;

/// <summary>Formats figures for people, the same in every culture.</summary>
public static class Humane
{
    private static readonly CultureInfo s_plain = CultureInfo.InvariantCulture;

    /// <summary>12,345</summary>
    public static string Count(long count) => count.ToString("N0", s_plain);

    /// <summary>Milliseconds in a suitable unit: 0.85 ms, 14 ms, 2.41 s, 3.5 min.</summary>
    public static string Time(double milliseconds) =>
        milliseconds switch
        {
            < 999.5 => $"{Digits(milliseconds)} ms",
            < 120_000 => $"{Digits(milliseconds / 1e3)} s",
            _ => $"{Digits(milliseconds / 60e3)} min",
        };

    public static string Seconds(double seconds) => Time(seconds * 1e3);

    /// <summary>Length of a run: 45 s, 10 min, 1 h 30 min.</summary>
    public static string Length(double seconds)
    {
        var whole = (long)Math.Round(seconds);
        if (whole < 120)
            return $"{whole.ToString(s_plain)} s";
        var (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60);
        string?[] parts =
        [
            hours > 0 ? $"{hours.ToString(s_plain)} h" : null,
            minutes > 0 ? $"{minutes.ToString(s_plain)} min" : null,
            rest > 0 && hours == 0 ? $"{rest.ToString(s_plain)} s" : null,
        ];
        return string.Join(' ', parts.OfType<string>());
    }

    /// <summary>199.8/s</summary>
    public static string Rate(double perSecond) => $"{Thousands(perSecond)}/s";

    public static string Bytes(double bytes) =>
        bytes switch
        {
            >= 1e9 => $"{Digits(bytes / 1e9)} GB",
            >= 1e6 => $"{Digits(bytes / 1e6)} MB",
            >= 1e3 => $"{Digits(bytes / 1e3)} kB",
            _ => $"{Digits(bytes)} B",
        };

    /// <summary>A share. Rounded to 0 % only if it is zero, and to 100 % only if it is whole.</summary>
    public static string Share(long count, long of)
    {
        if (of == 0 || count == 0)
            return "0 %";
        if (count == of)
            return "100 %";
        var share = 100.0 * count / of;
        return share switch
        {
            < 0.01 => "< 0.01 %",
            > 99.99 => "> 99.99 %",
            _ => share.ToString("0.##", s_plain) + " %",
        };
    }

    /// <summary>A percentage. Rounded to 100 % only if it is exactly that.</summary>
    public static string Percent(double percent) =>
        percent is > 99.9 and < 100 ? $"{(Math.Floor(percent * 100) / 100).ToString("0.##", s_plain)} %" : $"{Digits(percent)} %";

    /// <summary>A change with its sign: +3.2 %, −12 %. From +1,000 % on as a factor: ×122.</summary>
    public static string Change(double percent)
    {
        var size = Math.Abs(percent);
        return percent >= 1_000 ? $"×{Digits(1 + percent / 100)}"
            : size < 0.05 ? "0.0 %"
            : $"{(percent < 0 ? "−" : "+")}{size.ToString(size < 9.95 ? "0.0" : "0", s_plain)} %";
    }

    /// <summary>2026-11-25 09:56 UTC</summary>
    public static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", s_plain) + " UTC";

    /// <summary>1 payment, 2 payments.</summary>
    public static string Of(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>At most three significant digits; whole numbers from 100 on, with thousands separators.</summary>
    public static string Digits(double value)
    {
        if (value == 0)
            return "0";
        var decimals = Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 12);
        return value.ToString("#,0." + new string('#', decimals), s_plain);
    }

    /// <summary>Never 0 for what is not 0.</summary>
    private static string Thousands(double value) =>
        Math.Abs(value) switch
        {
            >= 1_000 => value.ToString("N0", s_plain),
            < 1 => Digits(value),
            _ => value.ToString("0.#", s_plain),
        };
}
