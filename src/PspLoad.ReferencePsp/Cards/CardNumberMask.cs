using System.Text.RegularExpressions;

namespace PspLoad.ReferencePsp.Cards;

/// <summary>
/// Finds what looks like a card number in text: it stands alone, has 13 to 19 digits in one run or in a card's groups, a known issuer range and a
/// right check digit. UUIDs and clock readings, which clients use as keys and order numbers, don't match.
/// </summary>
public static partial class CardNumberMask
{
    public static bool Contains(string text) => Candidate().Matches(text).Any(IsCard);

    /// <summary>The text with every such number replaced by <c>[card number]</c>.</summary>
    public static string Mask(string text) => Candidate().Replace(text, static match => IsCard(match) ? "[card number]" : match.Value);

    private static bool IsCard(Match match)
    {
        Span<char> digits = stackalloc char[19];
        int count = 0;
        foreach (char c in match.ValueSpan)
        {
            if (char.IsAsciiDigit(c)) digits[count++] = c;
        }

        digits = digits[..count];
        return CardNumber.IsValid(digits) && CardNumber.Brand(digits) is not "unknown";
    }

    [GeneratedRegex("(?<![0-9A-Za-z])(?:[0-9]{13,19}|[0-9]{4}(?<s>[ -])[0-9]{4}\\k<s>[0-9]{4}\\k<s>[0-9]{1,7}|[0-9]{4}(?<t>[ -])[0-9]{6}\\k<t>[0-9]{5})(?![0-9A-Za-z])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Candidate();
}
