using System.Collections.Frozen;
using System.Globalization;

namespace PspLoad.Payments.Data;

/// <summary>
/// The usual test cards by name, and cards that approve: the number of <c>approve-0</c> … <c>approve-999999999</c> is computed from the name.
/// So the names in the journal are enough to replay a request.
/// </summary>
public static class NamedCards
{
    public const string Approve = "approve";
    public const string Decline = "decline";
    public const string InsufficientFunds = "insufficient-funds";
    public const string Challenge = "challenge";
    public const string AcquirerError = "acquirer-error";
    public const string LateAnswer = "late-answer";

    /// <summary>Approves; the cardholder's bank takes the money of a sale back a little later.</summary>
    public const string Chargeback = "chargeback";

    /// <summary>Distinguishes a token from a card's name.</summary>
    internal const string TokenPrefix = "tok_";

    /// <summary>Number of cards that approve.</summary>
    private const int Approving = 1_000_000_000;

    private const string ApprovingPrefix = Approve + "-";
    private const int ExpMonth = 12,
        ExpYear = 2040;
    private const string Cvc = "123";

    private static readonly FrozenDictionary<string, TestCard> s_named = new[]
    {
        Card(Approve, "4242424242424242"),
        Card(Decline, "4000000000000002"),
        Card(InsufficientFunds, "4000000000009995"),
        Card(Challenge, "4000000000003220"),
        Card(AcquirerError, "4000000000000119"),
        Card(LateAnswer, "4000000000000259"),
        Card(Chargeback, "4000000000002685"),
    }.ToFrozenDictionary(card => card.Name, StringComparer.Ordinal);

    /// <summary>Name of a random card that approves, one of 10⁹.</summary>
    public static string AnyApproving(Random random) => $"{ApprovingPrefix}{random.Next(Approving)}";

    /// <exception cref="ArgumentException">there is no such card</exception>
    public static TestCard Find(string name) =>
        TryFind(name)
        ?? throw new ArgumentException($"'{name}' is not a test card; expected {string.Join(", ", s_named.Keys)} or {ApprovingPrefix}NUMBER", nameof(name));

    /// <returns>null when there is no such card</returns>
    internal static TestCard? TryFind(string name)
    {
        if (s_named.TryGetValue(name, out var card))
            return card;
        if (
            name.StartsWith(ApprovingPrefix, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(ApprovingPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number < Approving
        )
        {
            return Card(name, Number(number));
        }
        return null;
    }

    private static TestCard Card(string name, string number) => new(name, number, ExpMonth, ExpYear, Cvc);

    /// <summary>Visa's test range 424242, nine digits, then the Luhn check digit (ISO/IEC 7812-1).</summary>
    private static string Number(int number) => string.Create(16, number, static (digits, value) =>
        {
            "424242".CopyTo(digits);
            value.TryFormat(digits[6..], out _, "D9", CultureInfo.InvariantCulture);
            var sum = 0;
            for (var i = 0; i < 15; i++)
            {
                var digit = digits[i] - '0';
                sum += i % 2 == 0 ? 2 * digit - (digit > 4 ? 9 : 0) : digit;
            }
            digits[15] = (char)('0' + (10 - sum % 10) % 10);
        });
}
