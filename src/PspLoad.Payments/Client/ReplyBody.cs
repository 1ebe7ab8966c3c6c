using System.Buffers.Text;
using System.Text.Json;

namespace PspLoad.Payments.Client;

/// <summary>The fields that matter in an answer's JSON: a payment, an object that contains one (refund, problem), or a token.</summary>
internal struct ReplyBody
{
    /// <summary>Id of the payment, or of the refund that contains it.</summary>
    public string? Id;
    public string? State;
    public string? OrderId;
    public string? Currency;
    public string? Reason;
    public string? Token;

    /// <summary>Problem type (RFC 9457).</summary>
    public string? Type;
    public long? Amount;
    public long? Authorized;
    public long? Captured;
    public long? Refunded;
    public long? ChargedBack;

    /// <summary>Orders the webhooks of a payment.</summary>
    public long? Version;

    /// <summary>First six digits of the card; numbers, because nearly no answer's card is ever looked at.</summary>
    public int? Bin;

    /// <summary>Last four digits of the card.</summary>
    public int? Last4;

    /// <param name="json">a complete document</param>
    /// <param name="own">fields of the document</param>
    /// <param name="payment">fields of its <c>payment</c> member; without one, the same as <paramref name="own"/></param>
    /// <returns>false when the text is not a valid JSON object</returns>
    public static bool TryRead(ReadOnlySpan<byte> json, out ReplyBody own, out ReplyBody payment)
    {
        own = payment = default;
        try
        {
            var reader = new Utf8JsonReader(json);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            var nested = false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("payment"u8))
                {
                    reader.Read();
                    nested = reader.TokenType == JsonTokenType.StartObject;
                    while (nested && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                        payment.ReadField(ref reader);
                }
                else
                {
                    own.ReadField(ref reader);
                }
            }
            if (!nested)
                payment = own;
            return reader.TokenType == JsonTokenType.EndObject && !reader.Read();
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    private void ReadField(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("id"u8))
            Id = Text(ref reader);
        else if (reader.ValueTextEquals("status"u8))
            State = PaymentState(ref reader);
        else if (reader.ValueTextEquals("amount"u8))
            Amount = Number(ref reader);
        else if (reader.ValueTextEquals("currency"u8))
            Currency = Text(ref reader);
        else if (reader.ValueTextEquals("orderId"u8))
            OrderId = Text(ref reader);
        else if (reader.ValueTextEquals("amountAuthorized"u8))
            Authorized = Number(ref reader);
        else if (reader.ValueTextEquals("amountCaptured"u8))
            Captured = Number(ref reader);
        else if (reader.ValueTextEquals("amountRefunded"u8))
            Refunded = Number(ref reader);
        else if (reader.ValueTextEquals("amountChargedBack"u8))
            ChargedBack = Number(ref reader);
        else if (reader.ValueTextEquals("token"u8))
            Token = Text(ref reader);
        else if (reader.ValueTextEquals("reason"u8))
            Reason = Text(ref reader);
        else if (reader.ValueTextEquals("type"u8))
            Type = Text(ref reader);
        else if (reader.ValueTextEquals("version"u8))
            Version = Number(ref reader);
        else if (reader.ValueTextEquals("card"u8))
            ReadCard(ref reader);
        else
            reader.Skip();
    }

    private void ReadCard(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("bin"u8))
                Bin = Digits(ref reader, 6);
            else if (reader.ValueTextEquals("last4"u8))
                Last4 = Digits(ref reader, 4);
            else
                reader.Skip();
        }
    }

    /// <returns>null for a text that is not that many digits</returns>
    private static int? Digits(ref Utf8JsonReader reader, int count)
    {
        reader.Read();
        return
            reader is { TokenType: JsonTokenType.String, HasValueSequence: false }
            && reader.ValueSpan.Length == count
            && Utf8Parser.TryParse(reader.ValueSpan, out int number, out var length)
            && length == count
            && number >= 0
            ? number
            : null;
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString();
    }

    private static long? Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : reader.GetInt64();
    }

    /// <summary>Allocates no string for a known state. In a problem, <c>status</c> is a number and no state.</summary>
    private static string? PaymentState(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number)
            return null;
        foreach (var state in PaymentStates.All)
        {
            if (reader.ValueTextEquals(state))
                return state;
        }
        return reader.GetString();
    }
}
