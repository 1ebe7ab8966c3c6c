namespace PspLoad.Reporting.Drawing;

/// <summary>
/// One colour per meaning, on every chart and page; RRGGBB. The hues are those of Okabe and Ito ("Color Universal Design", 2008), which people with any kind of
/// colour vision can tell apart. They are darker where they carry text on white (contrast at least 4.5). Red is only for lost money.
/// </summary>
internal static class ChartColor
{
    public const string Ink = "1F2933";
    public const string Quiet = "52606D";
    public const string Grid = "E4E7EB";
    public const string Band = "9AA5B1";

    /// <summary>Completed.</summary>
    public const string Ok = "56B4E9";
    public const string OkText = "00664B";

    /// <summary>Failed: the outcome is known and bad.</summary>
    public const string Error = "D55E00";
    public const string ErrorText = "B34700";

    /// <summary>Timed out: indeterminate.</summary>
    public const string Indeterminate = "AA4499";

    /// <summary>Dropped at the injector's limit, or slow.</summary>
    public const string Slow = "E69F00";

    /// <summary>Lost money.</summary>
    public const string Lost = "C8102E";

    public const string P50 = "7FC4EE";
    public const string P95 = "2E86C1";
    public const string P99 = "0B3C6F";
    public const string Max = "9AA5B1";

    /// <summary>For series without a meaning of their own: flows, hosts, kinds of error.</summary>
    public static IReadOnlyList<string> Different { get; } = ["0072B2", "D55E00", "009E73", "AA4499", "E69F00", "56B4E9", "5D4A9C", "7B5B3A"];

    public static string Nth(int index) => Different[index % Different.Count];
}
