using System.Globalization;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Audit;

/// <summary>Writes a record as one line, <c>TIME WHO: WHAT</c>: time (UTC), witness, statement. Amounts are in minor units. Reports split it again.</summary>
internal static class StoryLine
{
    public static string Describe(StoryRecord record)
    {
        var at = DateTime.UnixEpoch.AddMicroseconds(record.At).ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        return record switch
        {
            Intent intent =>
                $"{at} client asked: {intent.Operation} of {intent.Amount} {intent.Currency}{On(intent.PaymentId)}{With(intent.Source)} (key {intent.Key})",
            Answer answer => $"{at} client was told: {Kind(answer)}{On(answer.PaymentId)}{ForOrder(answer.OtherOrder)} "
                + $"(key {answer.Key}, request {answer.RequestId ?? "unknown"})",
            Movement movement =>
                $"{at} PSP booked: {movement.Effect.Noun()} of {movement.Amount} {movement.Currency} on {movement.PaymentId} as {movement.Reference}",
            ShownPayment { State: null } shown => $"{at} PSP shows: {shown.PaymentId} is not known",
            ShownPayment shown => $"{at} PSP shows: {shown.PaymentId} is {shown.State}{WithCard(shown.Card)}{Totals(shown.Totals)}",
            Notification notified => $"{at} webhook said: {notified.Type}, {notified.PaymentId} is {notified.State}{Totals(notified.Totals)} "
                + $"(version {notified.Version}, {notified.Reference})",
            StoredMovement stored =>
                $"{at} database has: {stored.Effect.Noun()} of {stored.Amount} {stored.Currency} on {stored.PaymentId} as {stored.Reference}"
                    + For(stored.OtherMerchant),
            StoredPayment stored =>
                $"{at} database has: {stored.PaymentId} is {stored.State}{WithCard(stored.Card)}{Totals(stored.Totals)}{For(stored.OtherMerchant)}",
            SettledLine settled =>
                $"{at} settlement has: {settled.Effect.Noun()} of {settled.Amount} {settled.Currency} on {settled.PaymentId} as {settled.Reference}",
            Charge charge => $"{at} acquirer carried out: {charge.Effect.Noun()} of {charge.Amount} {charge.Currency} as "
                + $"{charge.Reference}{OnParent(charge.Parent)}{WithCard(charge.Card)}{Times(charge.Times)}",
            _ => $"{at} {record}",
        };
    }

    private static string Kind(Answer answer) =>
        answer.Outcome switch
        {
            PaymentOutcome.Acknowledged =>
                $"status {answer.Status}, {answer.Effect.Noun()} of {answer.Amount} {answer.Currency}, now {answer.State ?? "without a state"}",
            PaymentOutcome.Declined => $"status {answer.Status}, declined, now {answer.State ?? "without a state"}",
            PaymentOutcome.Refused => answer.Status == 0 ? "nothing, because the request could not be sent" : $"status {answer.Status}, refused",
            _ => answer.Status == 0 ? "nothing before the time-out" : $"status {answer.Status}, outcome unknown",
        };

    private static string Totals(PaymentTotals? totals) =>
        totals is null
            ? ""
            : $" with {totals.Authorized} authorised, {totals.Captured} captured, {totals.Refunded} refunded"
                + (totals.ChargedBack == 0 ? "" : $", {totals.ChargedBack} charged back");

    private static string ForOrder(string? order) => order is null ? "" : $" for order {order}";

    private static string WithCard(string? card) => card is null ? "" : $" with card {card}";

    private static string For(string? merchant) => merchant is null ? "" : $" for merchant {merchant}";

    private static string On(string? payment) => payment is null ? "" : $" on {payment}";

    private static string With(string? source) => source is null ? "" : $" with {source}";

    private static string OnParent(string? parent) => parent is null ? "" : $" on {parent}";

    private static string Times(int times) => times == 1 ? "" : $", {times} times";
}
