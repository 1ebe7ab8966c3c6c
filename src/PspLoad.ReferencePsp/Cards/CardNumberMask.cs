using System.Text.RegularExpressions;

namespace PspLoad.ReferencePsp.Cards;

/// <summary>
/// The one place that recognises card numbers in text: 13 to 19 digits in one run or in a card's groups (separated by space, no-break space, dash, dot,
/// or their URL escapes), with the first digits of an issuer and a valid check digit. Letters may touch the number, but a mix of letters and further digits
/// (a UUID, a hexadecimal dump) does not match, nor does a timestamp: clients use those as keys and order numbers.
/// </summary>
public static partial class CardNumberMask
{
    /// <summary>Whether the text contains a card number. A UUID, the usual idempotency key, never counts, although one in a million has sixteen digits
    /// that could be one.</summary>
    public static bool Contains(string text) => HasEnoughDigits(text) && Candidate().Matches(text).Any(IsCard) && !Guid.TryParseExact(text, "D", out _);

    /// <summary>The text with every such number replaced by <c>[card number]</c>.</summary>
    public static string Mask(string text) =>
        HasEnoughDigits(text) ? Candidate().Replace(text, static match => IsCard(match) ? "[card number]" : match.Value) : text;

    /// <summary>A cheap check that spares most texts the regular expression.</summary>
    private static bool HasEnoughDigits(string text)
    {
        var count = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c) && ++count == 13)
                return true;
        }

        return false;
    }

    private static bool IsCard(Match match)
    {
        Span<char> digits = stackalloc char[19];
        var count = 0;
        foreach (Capture group in match.Groups["d"].Captures)
        {
            if (count + group.Length > digits.Length)
                return false;
            group.ValueSpan.CopyTo(digits[count..]);
            count += group.Length;
        }

        digits = digits[..count];
        return CardNumber.IsValid(digits) && IsIssued(digits);
    }

    /// <summary>The accepted brands, and those that a cardholder may type nevertheless: Diners Club (30, 36, 38, 39) and Maestro (50, 56 to 69).</summary>
    private static bool IsIssued(ReadOnlySpan<char> digits) =>
        CardNumber.Brand(digits) is not "unknown" || digits[0] is '6' || digits[..2] is "30" or "36" or "38" or "39" or "50" or "56" or "57" or "58" or "59";

    // Before: no digit in the same run of letters and digits, unless it belongs to a URL escape. After: no digit either.
    [GeneratedRegex(
        """
            (?:(?<=%[0-9A-Fa-f]{2})|(?<![0-9][A-Za-z]*)(?<!%[0-9A-Fa-f]?))
            (?:(?<d>[0-9]{13,19})
              |(?<d>[0-9]{4})(?<s>[\ \u00A0.-]|%20|%2D|\+)(?<d>[0-9]{4})\k<s>(?<d>[0-9]{4})\k<s>(?<d>[0-9]{1,4})(?:\k<s>(?<d>[0-9]{1,3}))?
              |(?<d>[0-9]{4})(?<t>[\ \u00A0.-]|%20|%2D|\+)(?<d>[0-9]{6})\k<t>(?<d>[0-9]{4,5}))
            (?![A-Za-z]*[0-9])
            """,
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        2_000
    )]
    private static partial Regex Candidate();
}
