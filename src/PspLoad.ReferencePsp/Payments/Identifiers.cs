namespace PspLoad.ReferencePsp.Payments;

/// <summary>Public ids: a prefix and 32 hexadecimal digits (UUIDv7, so they sort by time).</summary>
public static class Identifiers
{
    public const string PaymentPrefix = "pay_";
    public const string TokenPrefix = "tok_";
    public const string OperationPrefix = "op_";
    public const string EventPrefix = "evt_";

    /// <summary>The acquirer's name of a chargeback. Its UUID is the id of our operation, so each chargeback is booked once.</summary>
    public const string ChargebackPrefix = "cbk_";

    public static string Payment(Guid id) => Format(PaymentPrefix, id);

    public static string Token(Guid id) => Format(TokenPrefix, id);

    public static string Operation(Guid id) => Format(OperationPrefix, id);

    public static string Event(Guid id) => Format(EventPrefix, id);

    public static bool TryParse(string prefix, ReadOnlySpan<char> text, out Guid id)
    {
        id = Guid.Empty;
        return text.StartsWith(prefix, StringComparison.Ordinal) && Guid.TryParseExact(text[prefix.Length..], "N", out id);
    }

    private static string Format(string prefix, Guid id) => string.Create(prefix.Length + 32, (prefix, id), static (span, state) =>
        {
            state.prefix.CopyTo(span);
            state.id.TryFormat(span[state.prefix.Length..], out _, "N");
        });
}
