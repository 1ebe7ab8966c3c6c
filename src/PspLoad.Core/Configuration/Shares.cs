namespace PspLoad.Core.Configuration;

/// <summary>Shares as people write them: <c>0.1%</c>, <c>98 %</c>.</summary>
public static class Shares
{
    /// <param name="text">a number from 0 to 100, and %</param>
    /// <param name="percent">0 to 100</param>
    public static bool TryParse(string text, out double percent)
    {
        percent = 0;
        return text.EndsWith('%') && Numbers.TryParse(text[..^1].TrimEnd(' '), out percent) && percent <= 100;
    }
}
