using System.Globalization;

namespace PspLoad.Cli.Load;

/// <summary>Numbers as the summary prints them.</summary>
internal static class Figures
{
    /// <summary>Milliseconds with three significant digits.</summary>
    public static string Ms(double milliseconds) => Digits(milliseconds);

    /// <summary>A share that is never rounded to 0 % while something was counted, nor to 100 % while something is missing.</summary>
    public static string Percent(long count, long of)
    {
        if (of == 0 || count == 0)
            return "0 %";
        if (count == of)
            return "100 %";
        var share = 100.0 * count / of;
        if (share < 0.01)
            return Digits(share) + " %";
        return (share > 99.99 ? Math.Floor(share * 10_000) / 10_000 : Math.Round(share, 2)).ToString("0.####", CultureInfo.InvariantCulture) + " %";
    }

    public static string Bytes(double bytes) => bytes switch
    {
        >= 1e9 => $"{Digits(bytes / 1e9)} GB",
        >= 1e6 => $"{Digits(bytes / 1e6)} MB",
        _ => $"{Digits(bytes / 1e3)} kB",
    };

    /// <summary>Three significant digits without an exponent, at most whole numbers from 100 on.</summary>
    public static string Digits(double value)
    {
        if (value == 0)
            return "0";
        if (double.IsNaN(value))
            return "none";
        var decimals = Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 12);
        return value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
