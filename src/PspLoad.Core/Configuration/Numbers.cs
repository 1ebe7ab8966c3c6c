using System.Globalization;
using System.Text.RegularExpressions;

namespace PspLoad.Core.Configuration;

/// <summary>Numbers as people write them: <c>250</c>, <c>0.5</c>, <c>1e3</c>. Never negative; only the digits 0 to 9.</summary>
public static partial class Numbers
{
    /// <summary>A number of more characters is a mistake. It also bounds the work on a hostile file.</summary>
    private const int LongestText = 40;

    /// <returns>false for a text that is not a number or is too large for one</returns>
    public static bool TryParse(string text, out double number)
    {
        number = 0;
        return text.Length <= LongestText
            && Pattern().IsMatch(text)
            && double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number);
    }

    // \z and not $: $ also matches before a line feed at the end.
    [GeneratedRegex(@"\A[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
