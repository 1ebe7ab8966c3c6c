using System.Globalization;

namespace PspLoad.ReferencePsp.Cards;

/// <summary>
/// Finds card numbers in text: 13 to 19 digits with an issuer's first digits, a length of that issuer, and a valid check digit (ISO/IEC 7812-1).
/// Separators are skipped, and a window slides over every run of digits, so letters and further digits may touch the number. Order numbers often have
/// millisecond timestamps, counters and UUIDs: the rules below keep false alarms low.
/// The PSP and the acquirer simulator are independent programs, so each has this file; a test keeps the two equal.
/// </summary>
internal static class CardNumberScan
{
    private const int Shortest = 13,
        Longest = 19;

    /// <summary>Most separators between two digits of a number, for example space, dash, space.</summary>
    private const int LongestGap = 3;

    /// <summary>Most digits of a group, where a number has separators. A timestamp in seconds has ten.</summary>
    private const int LongestGroup = 9;

    /// <returns>start and end of every place that could be a card number, in order, not overlapping</returns>
    public static List<(int Start, int End)> Find(string text)
    {
        List<(int Start, int End)> found = [];
        if (!HasEnoughDigits(text))
            return found;
        Scan(text, unescape: false, found);
        // The percent sign may begin an escape, or just precede a number. Both are tried.
        if (text.Contains('%', StringComparison.Ordinal))
            Scan(text, unescape: true, found);
        return Merge(found);
    }

    private static bool HasEnoughDigits(string text)
    {
        var count = 0;
        foreach (var c in text)
        {
            if (char.IsDigit(c) && ++count == Shortest)
                return true;
        }

        return false;
    }

    private static void Scan(string text, bool unescape, List<(int Start, int End)> found)
    {
        List<Digit> run = [];
        var gap = 0;
        var inWord = false;
        for (var i = 0; i < text.Length; )
        {
            if (!inWord && UuidLength(text, i) is var uuid and > 0)
            {
                AddNumbers(run, found);
                (i, gap, inWord) = (i + uuid, 0, false);
                continue;
            }

            var (c, length) = Read(text, i, unescape);
            if (char.IsDigit(c))
            {
                run.Add(new Digit((byte)CharUnicodeInfo.GetDecimalDigitValue(c), i, i + length, run.Count == 0 || gap > 0));
                gap = 0;
            }
            else if (run.Count > 0 && gap < LongestGap && IsSeparator(c, text, i + length))
            {
                gap++;
            }
            else
            {
                AddNumbers(run, found);
                gap = 0;
            }

            inWord = char.IsLetterOrDigit(c) && !EndsEscape(text, i);
            i += length;
        }

        AddNumbers(run, found);
    }

    /// <summary>The character at this place, or the one that a URL escape stands for. A byte of a multi-byte escape counts as a no-break space.</summary>
    private static (char Character, int Length) Read(string text, int i, bool unescape)
    {
        if (!unescape || text[i] != '%' || i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
            return (text[i], 1);
        var code = byte.Parse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return (code < 128 ? (char)code : '\u00A0', 3);
    }

    private static bool EndsEscape(string text, int i) => i >= 2 && text[i - 2] == '%' && char.IsAsciiHexDigit(text[i - 1]) && char.IsAsciiHexDigit(text[i]);

    /// <summary>Spaces, dashes and invisible characters of Unicode, and the punctuation that people put into numbers. A comma must stand alone.</summary>
    private static bool IsSeparator(char c, string text, int next) =>
        c switch
        {
            '\n' or '\r' => false,
            '.' or '_' or '/' or '+' or ':' or '\u00B7' => true,
            ',' => next < text.Length && char.IsDigit(text[next]),
            _ => char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) is UnicodeCategory.DashPunctuation or UnicodeCategory.Format,
        };

    /// <summary>A UUID that is a word, with or without dashes; some consist of digits only.</summary>
    /// <returns>its length; 0 when there is none</returns>
    private static int UuidLength(string text, int i)
    {
        const int Plain = 32,
            Dashed = 36;
        if (IsWord(text, i, Plain) && Guid.TryParseExact(text.AsSpan(i, Plain), "N", out _))
            return Plain;
        return IsWord(text, i, Dashed) && Guid.TryParseExact(text.AsSpan(i, Dashed), "D", out _) ? Dashed : 0;
    }

    private static bool IsWord(string text, int i, int length) =>
        char.IsAsciiHexDigit(text[i]) && i + length <= text.Length && (i + length == text.Length || !char.IsLetterOrDigit(text[i + length]));

    /// <summary>Adds the numbers of a run of digits, and empties it.</summary>
    private static void AddNumbers(List<Digit> run, List<(int Start, int End)> found)
    {
        for (var start = 0; start + Shortest <= run.Count; start++)
        {
            for (var length = Math.Min(Longest, run.Count - start); length >= Shortest; length--)
            {
                if (!IsNumber(run, start, length))
                    continue;
                found.Add((run[start].Start, run[start + length - 1].End));
                break;
            }
        }

        run.Clear();
    }

    private static bool IsNumber(List<Digit> run, int start, int length)
    {
        var bin = 0;
        for (var i = start; i < start + 6; i++)
            bin = (bin * 10) + run[i].Value;
        return IsIssued(bin, length) && MayStandAlone(run, start, length) && PassesLuhn(run, start, length);
    }

    /// <summary>
    /// A number in one run may be anywhere in it; only the old Visa numbers of 13 digits must fill it. One with separators begins and ends with a short
    /// group, or it has the groups of a card. Otherwise a timestamp with a counter would often be a number.
    /// </summary>
    private static bool MayStandAlone(List<Digit> run, int start, int length)
    {
        var end = start + length;
        var aligned = run[start].StartsGroup && (end == run.Count || run[end].StartsGroup);
        List<int> groups = [];
        for (var i = start; i < end; i++)
        {
            if (i == start || run[i].StartsGroup)
                groups.Add(0);
            groups[^1]++;
        }

        return groups switch
        {
            [_] => aligned || length > Shortest,
            [4, 6, 4 or 5] or [4, 4, 4, <= 4] or [4, 4, 4, 4, <= 3] => true,
            _ => aligned && groups.TrueForAll(size => size <= LongestGroup),
        };
    }

    /// <summary>The schemes' published ranges and lengths. UATP (1, 15 digits) is missing, because timestamps begin with 1.</summary>
    /// <param name="bin">first six digits</param>
    /// <param name="length">number of digits</param>
    private static bool IsIssued(int bin, int length) =>
        (bin / 10_000, bin / 100) switch
        {
            // Visa
            (>= 40 and <= 49, _) => length is 13 or 16 or 19,
            // Mastercard
            (>= 51 and <= 55, _) or (_, >= 2221 and <= 2720) => length == 16,
            // American Express
            (34 or 37, _) => length == 15,
            // Diners Club
            (36 or 38 or 39, _) or (_, (>= 3000 and <= 3059) or 3095) => length is 14 or >= 16,
            // JCB, Mir
            (_, (>= 3528 and <= 3589) or (>= 2200 and <= 2204)) => length >= 16,
            // RuPay, UnionPay, Discover
            (60 or 62 or 65, _) or (_, >= 6440 and <= 6499) => length >= 16,
            // Maestro
            (_, 5018 or 5020 or 5038 or 5893 or 6304 or 6759 or 6761 or 6762 or 6763) => true,
            // Dankort, RuPay, Troy
            (_, 5019 or (>= 5080 and <= 5089) or 9792) => length == 16,
            _ => false,
        };

    private static bool PassesLuhn(List<Digit> run, int start, int length)
    {
        var sum = 0;
        for (var place = 0; place < length; place++)
        {
            int digit = run[start + length - 1 - place].Value;
            if (place % 2 == 1)
                digit = digit > 4 ? (digit * 2) - 9 : digit * 2;
            sum += digit;
        }

        return sum % 10 == 0;
    }

    private static List<(int Start, int End)> Merge(List<(int Start, int End)> found)
    {
        found.Sort();
        List<(int Start, int End)> merged = [];
        foreach (var place in found)
        {
            if (merged.Count > 0 && place.Start < merged[^1].End)
                merged[^1] = (merged[^1].Start, Math.Max(merged[^1].End, place.End));
            else
                merged.Add(place);
        }

        return merged;
    }

    /// <param name="Value">0 to 9</param>
    /// <param name="Start">first character in the text</param>
    /// <param name="End">after the last character</param>
    /// <param name="StartsGroup">a separator, or no digit, precedes it</param>
    private readonly record struct Digit(byte Value, int Start, int End, bool StartsGroup);
}
