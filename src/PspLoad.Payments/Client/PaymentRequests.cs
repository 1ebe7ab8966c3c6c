using System.Text.Json;
using PspLoad.Payments.Data;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Client;

/// <summary>
/// Makes the path and the body of a request from its intent. Nothing else goes into a request, so a key can be replayed from the journal alone:
/// the PSP accepts a repeated key only when every byte of the body is the same.
/// </summary>
internal static class PaymentRequests
{
    private static readonly JsonEncodedText s_amount = JsonEncodedText.Encode("amount");
    private static readonly JsonEncodedText s_currency = JsonEncodedText.Encode("currency");
    private static readonly JsonEncodedText s_orderId = JsonEncodedText.Encode("orderId");
    private static readonly JsonEncodedText s_source = JsonEncodedText.Encode("source");
    private static readonly JsonEncodedText s_token = JsonEncodedText.Encode("token");
    private static readonly JsonEncodedText s_card = JsonEncodedText.Encode("card");
    private static readonly JsonEncodedText s_number = JsonEncodedText.Encode("number");
    private static readonly JsonEncodedText s_expMonth = JsonEncodedText.Encode("expMonth");
    private static readonly JsonEncodedText s_expYear = JsonEncodedText.Encode("expYear");
    private static readonly JsonEncodedText s_cvc = JsonEncodedText.Encode("cvc");
    private static readonly JsonEncodedText s_capture = JsonEncodedText.Encode("capture");
    private static readonly JsonEncodedText s_automatic = JsonEncodedText.Encode("automatic");
    private static readonly JsonEncodedText s_manual = JsonEncodedText.Encode("manual");
    private static readonly JsonEncodedText s_threeDSecure = JsonEncodedText.Encode("threeDSecure");
    private static readonly JsonEncodedText s_required = JsonEncodedText.Encode("required");
    private static readonly JsonEncodedText s_initiator = JsonEncodedText.Encode("initiator");
    private static readonly JsonEncodedText s_merchant = JsonEncodedText.Encode("merchant");
    private static readonly JsonEncodedText s_result = JsonEncodedText.Encode("result");
    private static readonly JsonEncodedText s_succeeded = JsonEncodedText.Encode("succeeded");
    private static readonly JsonEncodedText s_failed = JsonEncodedText.Encode("failed");

    /// <exception cref="ArgumentException">the intent's operation is unknown</exception>
    public static string Path(Intent intent) =>
        intent.Operation switch
        {
            PspOperations.Token => "/v1/tokens",
            var begins when PspOperations.BeginsPayment(begins) => "/v1/payments",
            PspOperations.Authenticate or PspOperations.FailAuthentication => $"/v1/payments/{intent.PaymentId}/authenticate",
            PspOperations.Capture => $"/v1/payments/{intent.PaymentId}/capture",
            PspOperations.Void => $"/v1/payments/{intent.PaymentId}/void",
            PspOperations.Refund => $"/v1/payments/{intent.PaymentId}/refunds",
            _ => throw new ArgumentException($"'{intent.Operation}' is not an operation of this PSP", nameof(intent)),
        };

    /// <exception cref="ArgumentException">the intent's source is neither a token nor the name of a test card</exception>
    public static void WriteBody(Utf8JsonWriter json, Intent intent)
    {
        json.WriteStartObject();
        switch (intent.Operation)
        {
            case PspOperations.Token:
                WriteCard(json, intent.Source!);
                break;
            case var begins when PspOperations.BeginsPayment(begins):
                json.WriteNumber(s_amount, intent.Amount);
                json.WriteString(s_currency, intent.Currency);
                json.WriteString(s_orderId, intent.OrderId);
                json.WriteStartObject(s_source);
                if (intent.Source!.StartsWith(NamedCards.TokenPrefix, StringComparison.Ordinal))
                    json.WriteString(s_token, intent.Source);
                else
                    WriteCard(json, intent.Source);
                json.WriteEndObject();
                json.WriteString(s_capture, intent.Operation == PspOperations.Authorize ? s_manual : s_automatic);
                if (intent.Operation == PspOperations.ChallengedSale)
                    json.WriteString(s_threeDSecure, s_required);
                if (intent.Operation == PspOperations.MerchantSale)
                    json.WriteString(s_initiator, s_merchant);
                break;
            case PspOperations.Authenticate or PspOperations.FailAuthentication:
                json.WriteString(s_result, intent.Operation == PspOperations.Authenticate ? s_succeeded : s_failed);
                break;
            case PspOperations.Capture or PspOperations.Refund:
                json.WriteNumber(s_amount, intent.Amount);
                break;
        }
        json.WriteEndObject();
    }

    private static void WriteCard(Utf8JsonWriter json, string name)
    {
        var card = NamedCards.Find(name);
        json.WriteStartObject(s_card);
        json.WriteString(s_number, card.Number);
        json.WriteNumber(s_expMonth, card.ExpMonth);
        json.WriteNumber(s_expYear, card.ExpYear);
        json.WriteString(s_cvc, card.Cvc);
        json.WriteEndObject();
    }
}
