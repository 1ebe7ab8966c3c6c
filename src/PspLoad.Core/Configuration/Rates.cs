namespace PspLoad.Core.Configuration;

/// <summary>Rates as people write them: <c>20</c> and <c>20/s</c> per second, <c>6/m</c> per minute, <c>30/h</c> per hour, <c>1.5k/s</c> for 1500.</summary>
public static class Rates
{
    private static readonly (string Suffix, double Seconds)[] s_periods = [("/s", 1), ("/m", 60), ("/h", 3_600)];

    /// <returns>false for a text that is not a rate</returns>
    public static bool TryParse(string text, out double perSecond)
    {
        var (suffix, seconds) = s_periods.FirstOrDefault(period => text.EndsWith(period.Suffix, StringComparison.Ordinal), ("", 1));
        var number = text[..^suffix.Length];
        var scale = number.EndsWith('k') ? 1_000 : 1;
        if (!Numbers.TryParse(scale == 1 ? number : number[..^1], out perSecond))
            return false;
        perSecond *= scale / seconds;
        return double.IsFinite(perSecond);
    }
}
