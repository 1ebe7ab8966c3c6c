namespace PspLoad.ReferencePsp.Cards;

/// <summary>Rules for card numbers (ISO/IEC 7812-1): 13 to 19 digits, Luhn check digit.</summary>
public static class CardNumber
{
    public static bool IsValid(ReadOnlySpan<char> number) => number.Length is >= 13 and <= 19 && PassesLuhn(number);

    /// <summary>The brand of the issuer range, or <c>unknown</c>.</summary>
    public static string Brand(ReadOnlySpan<char> number)
    {
        var two = ((number[0] - '0') * 10) + number[1] - '0';
        var four = (two * 100) + ((number[2] - '0') * 10) + number[3] - '0';
        return (two, four) switch
        {
            (>= 40 and <= 49, _) => "visa",
            (>= 51 and <= 55, _) or (_, >= 2221 and <= 2720) => "mastercard",
            (34 or 37, _) => "amex",
            (_, >= 2200 and <= 2204) => "mir",
            (62, _) => "unionpay",
            (35, _) => "jcb",
            (60 or 65, _) => "discover",
            _ => "unknown",
        };
    }

    /// <summary>Whether the text has only digits and its weighted sum is divisible by ten.</summary>
    public static bool PassesLuhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (int i = digits.Length - 1, place = 0; i >= 0; i--, place++)
        {
            var digit = digits[i] - '0';
            if (digit is < 0 or > 9)
                return false;
            if (place % 2 == 1)
                digit = digit > 4 ? (digit * 2) - 9 : digit * 2;
            sum += digit;
        }

        return sum % 10 == 0;
    }
}
