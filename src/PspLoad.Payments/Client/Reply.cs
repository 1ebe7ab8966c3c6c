using System.Globalization;
using PspLoad.Core.Load;
using PspLoad.Load.Http;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Client;

/// <summary>The result of a request: an answer of the PSP, an answer of something in front of it, or none.</summary>
public sealed record Reply
{
    /// <summary>Why there is no complete answer; <see cref="ErrorKind.None"/> when there is one.</summary>
    public required ErrorKind Error { get; init; }

    /// <summary>The transport error, for people.</summary>
    public string? Detail { get; init; }

    /// <summary>HTTP status; 0 when no answer came.</summary>
    public required int Status { get; init; }

    /// <summary>What the answer means for the money.</summary>
    public required PaymentOutcome Outcome { get; init; }

    /// <summary>Finds the request in the PSP's logs.</summary>
    public required string RequestId { get; init; }

    public string? PaymentId { get; init; }

    /// <summary>State of the payment; see <see cref="PaymentStates"/>.</summary>
    public string? State { get; init; }

    public string? OrderId { get; init; }

    public string? Currency { get; init; }

    /// <summary>Amount of the payment. All amounts are in minor units.</summary>
    public long? Amount { get; init; }

    public long? Authorized { get; init; }

    public long? Captured { get; init; }

    public long? Refunded { get; init; }

    /// <summary>Null where the PSP knows no chargebacks.</summary>
    public long? ChargedBack { get; init; }

    /// <summary>First six digits of the payment's card.</summary>
    public int? Bin { get; init; }

    /// <summary>Last four digits of the payment's card.</summary>
    public int? Last4 { get; init; }

    /// <summary>The payment's card, as in <see cref="MaskedCard"/>; null when the answer has none.</summary>
    internal string? Card =>
        this is { Bin: { } bin, Last4: { } last4 }
            ? MaskedCard.From(bin.ToString("D6", CultureInfo.InvariantCulture), last4.ToString("D4", CultureInfo.InvariantCulture))
            : null;

    /// <summary>
    /// The payment's totals; null when the answer does not have all of them. All of a payment's amount is authorised, or nothing: an amount that says
    /// otherwise counts as the authorised one, so that it is compared.
    /// </summary>
    internal PaymentTotals? Totals =>
        this is { Authorized: { } authorized, Captured: { } captured, Refunded: { } refunded }
            ? new PaymentTotals(authorized > 0 ? Amount ?? authorized : authorized, captured, refunded, ChargedBack ?? 0)
            : null;

    /// <summary>Amount of the refund that this answer confirms.</summary>
    public long? RefundAmount { get; init; }

    /// <summary>Why the payment was declined or failed: the API's code.</summary>
    public string? Reason { get; init; }

    public string? Token { get; init; }

    /// <summary>Problem type (RFC 9457).</summary>
    public string? Problem { get; init; }

    /// <summary>The same key or another operation on the payment is still being processed.</summary>
    public bool IsInProgress => Status == 409 && Outcome == PaymentOutcome.Indeterminate;

    /// <summary>The effect that this answer confirms.</summary>
    internal Effect EffectOf(Intent intent) =>
        Outcome != PaymentOutcome.Acknowledged
            ? Effect.None
            : intent.Operation switch
            {
                var pays when PspOperations.BeginsPayment(pays) || pays == PspOperations.Authenticate => State switch
                {
                    PaymentStates.RequiresAction or PaymentStates.Processing => Effect.None,
                    PaymentStates.Authorized => Effect.Authorize,
                    PaymentStates.Captured => Effect.Sale,
                    _ => intent.Effect,
                },
                _ => intent.Effect,
            };

    /// <param name="intent">the request that this answers</param>
    /// <param name="at">microseconds since 1970, UTC</param>
    internal Answer ToAnswer(Intent intent, long at)
    {
        var effect = EffectOf(intent);
        var amount = effect switch
        {
            // Of two amounts in one answer the client may believe either, so the one that was not asked for counts.
            Effect.Authorize => Amount == intent.Amount ? Authorized : Amount ?? Authorized,
            Effect.Sale => Amount == intent.Amount ? Captured : Amount ?? Captured,
            Effect.Refund => RefundAmount,
            Effect.None when PspOperations.BeginsPayment(intent.Operation) => Amount,
            _ => null,
        };
        return new Answer(
            intent.OrderId,
            at,
            intent.Key,
            Outcome,
            effect,
            Status,
            PaymentId,
            State,
            amount ?? intent.Amount,
            Currency ?? intent.Currency,
            RequestId,
            Totals,
            OrderId is { } order && order != intent.OrderId ? order : null
        );
    }

    /// <param name="exchange">result of the transport</param>
    /// <param name="response">the response</param>
    /// <param name="requestId">correlation id of the request</param>
    internal static Reply Read(in HttpExchange exchange, HttpResponse response, string requestId)
    {
        if (exchange.Error != ErrorKind.None)
        {
            return new Reply
            {
                Error = exchange.Error,
                Detail = exchange.Detail,
                Status = exchange.Status,
                Outcome = exchange.NothingSent ? PaymentOutcome.Refused : PaymentOutcome.Indeterminate,
                RequestId = requestId,
            };
        }
        var understood = ReplyBody.TryRead(response.Body, out var own, out var payment);
        var retry = response.TryGetHeader("Retry-After"u8, out _);
        return new Reply
        {
            Error = ErrorKind.None,
            Status = exchange.Status,
            Outcome = PaymentOutcomes.FromStatus(exchange.Status, understood, own.Type, retry),
            RequestId = requestId,
            PaymentId = payment.Id,
            State = payment.State,
            OrderId = payment.OrderId,
            Currency = payment.Currency,
            Amount = payment.Amount,
            Authorized = payment.Authorized,
            Captured = payment.Captured,
            Refunded = payment.Refunded,
            ChargedBack = payment.ChargedBack,
            RefundAmount = own.Amount,
            Reason = own.Reason ?? payment.Reason,
            Bin = payment.Bin,
            Last4 = payment.Last4,
            Token = own.Token,
            Problem = own.Type,
        };
    }
}
