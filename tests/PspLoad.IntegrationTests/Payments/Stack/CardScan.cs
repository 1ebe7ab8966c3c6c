using System.Text.RegularExpressions;

namespace PspLoad.IntegrationTests.Payments.Stack;

/// <summary>
/// Finds card data in text: digits that pass Luhn and begin with an issuer's digit, and the CVC of the tests. It shares no code with the
/// program's own masking.
/// </summary>
internal static partial class CardScan
{
    public static IReadOnlyList<string> Find(string text) =>
        [.. Numbers().Matches(text).Select(match => match.Value).Where(PassesLuhn), .. Cvc().Matches(text).Select(match => match.Value)];

    private static bool PassesLuhn(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            sum +=
                i % 2 == 0 ? digit
                : digit < 5 ? digit * 2
                : (digit * 2) - 9;
        }

        return sum % 10 == 0;
    }

    // Hexadecimal dumps contain runs of digits by chance, so a number must stand alone.
    [GeneratedRegex("(?<![0-9A-Za-z.])[3-6][0-9]{12,18}(?![0-9A-Za-z])", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Numbers();

    // Row numbers have no leading zero, but a group of a GUID may have one.
    [GeneratedRegex("(?<![0-9A-Za-z.-])0837(?![0-9A-Za-z-])", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Cvc();
}
