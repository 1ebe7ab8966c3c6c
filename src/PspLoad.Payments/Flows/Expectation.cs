using PspLoad.Core.Load;
using PspLoad.Payments.Client;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Flows;

/// <summary>The expected status and body of an answer. Order, currency, amount and payment must always match the request; the other fields
/// are compared where they are given.</summary>
/// <param name="Status">HTTP status</param>
/// <param name="State">state of the payment</param>
public sealed record Expectation(int Status, string? State)
{
    /// <summary>Also accepts this state.</summary>
    public string? OrState { get; init; }

    /// <summary>Total authorised, minor units.</summary>
    public long? Authorized { get; init; }

    /// <summary>Total captured, minor units.</summary>
    public long? Captured { get; init; }

    /// <summary>Total refunded, minor units.</summary>
    public long? Refunded { get; init; }

    /// <summary>Reason of the decline.</summary>
    public string? Reason { get; init; }

    /// <summary>The answer must have a token.</summary>
    public bool Token { get; init; }

    /// <summary>Also accepts 409 with Retry-After: another request with the same key may be in progress.</summary>
    public bool OrInProgress { get; init; }

    /// <returns><see cref="ErrorKind.None"/>, or the kind of error and one line about it</returns>
    public (ErrorKind Kind, string? Detail) Judge(Order order, Reply reply)
    {
        if (reply.Error != ErrorKind.None)
            return (reply.Error, $"{reply.Detail} (request {reply.RequestId})");
        if (OrInProgress && reply.IsInProgress)
            return (ErrorKind.None, null);
        if (reply.Status != Status)
            return (ErrorKinds.OfStatus(reply.Status), $"status {reply.Status} {reply.Problem} {reply.Reason}, expected {Status} (request {reply.RequestId})");
        return Difference(order, reply) is { } difference ? (ErrorKind.CheckFailed, $"{difference} (request {reply.RequestId})") : (ErrorKind.None, null);
    }

    private string? Difference(Order order, Reply reply)
    {
        if (reply.Outcome == PaymentOutcome.Indeterminate)
            return "the body is not what the API promises";
        if (Token)
            return reply.Token is null ? "no token" : null;
        if (reply.PaymentId is null || (order.PaymentId ?? reply.PaymentId) != reply.PaymentId)
            return Wrong("payment", reply.PaymentId, order.PaymentId);
        if (reply.State != State && (OrState is null || reply.State != OrState))
            return Wrong("status", reply.State, State);
        if (reply.OrderId != order.Id)
            return Wrong("orderId", reply.OrderId, order.Id);
        if (reply.Currency != order.Currency)
            return Wrong("currency", reply.Currency, order.Currency);
        if (reply.Amount != order.Amount)
            return Wrong("amount", reply.Amount, order.Amount);
        if (reply.Authorized != (Authorized ?? reply.Authorized))
            return Wrong("amountAuthorized", reply.Authorized, Authorized);
        if (reply.Captured != (Captured ?? reply.Captured))
            return Wrong("amountCaptured", reply.Captured, Captured);
        if (reply.Refunded != (Refunded ?? reply.Refunded))
            return Wrong("amountRefunded", reply.Refunded, Refunded);
        return Reason is null || reply.Reason == Reason ? null : Wrong("reason", reply.Reason, Reason);
    }

    private static string Wrong(string field, object? found, object? expected) => $"{field} is {found ?? "missing"}, expected {expected ?? "one"}";
}
