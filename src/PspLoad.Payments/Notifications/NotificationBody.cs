using PspLoad.Payments.Client;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Notifications;

/// <summary>Reads the body of a webhook of the reference PSP: docs/reference-psp.md.</summary>
internal static class NotificationBody
{
    private const string EventPrefix = "evt_",
        OperationPrefix = "op_";

    /// <param name="json">the body</param>
    /// <param name="eventId">value of Psp-Event-Id</param>
    /// <param name="at">when it was received, microseconds since 1970, UTC</param>
    /// <returns>null for a body that lacks a field, or that is about another event</returns>
    public static Notification? Read(ReadOnlySpan<byte> json, string? eventId, long at) =>
        ReplyBody.TryRead(json, out var own, out var payment)
        && own.Id is { } id
        && id == eventId
        && own is { Type: { } type, Version: { } version }
        && payment is { Id: { } paymentId, State: { } state, OrderId: { } order, Amount: { } amount, Currency: { } currency }
        && payment is { Authorized: { } authorized, Captured: { } captured, Refunded: { } refunded }
            ? new Notification(
                order,
                at,
                ReferenceOf(id),
                type,
                version,
                paymentId,
                state,
                amount,
                currency,
                new PaymentTotals(authorized, captured, refunded, payment.ChargedBack ?? 0)
            )
            : null;

    /// <summary>An event has the id of its operation, under another prefix.</summary>
    private static string ReferenceOf(string eventId) =>
        eventId.StartsWith(EventPrefix, StringComparison.Ordinal) ? OperationPrefix + eventId[EventPrefix.Length..] : eventId;
}
