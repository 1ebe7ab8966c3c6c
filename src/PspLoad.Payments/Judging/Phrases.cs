using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Judging;

/// <summary>Names records in messages. Amounts are in minor units.</summary>
internal static class Phrases
{
    public static string Asked(this Intent? intent) => intent is null ? "an operation" : $"{intent.Operation} of {Money(intent.Amount, intent.Currency)}";

    public static string Phrase(this Answer told) => Phrase(told.Effect, told.Amount, told.Currency);

    public static string Phrase(this Movement booked) => Phrase(booked.Effect, booked.Amount, booked.Currency);

    public static string Phrase(this StoredMovement stored) => Phrase(stored.Effect, stored.Amount, stored.Currency);

    public static string Phrase(this SettledLine settled) => Phrase(settled.Effect, settled.Amount, settled.Currency);

    public static string Phrase(this Charge charge) => Phrase(charge.Effect, charge.Amount, charge.Currency);

    public static string Phrase(this PaymentTotals totals) =>
        $"{totals.Authorized} authorised, {totals.Captured} captured and {totals.Refunded} refunded"
        + (totals.ChargedBack == 0 ? "" : $", {totals.ChargedBack} charged back");

    public static string Times(int count) =>
        count == 1 ? "once"
        : count == 0 ? "not"
        : $"{count} times";

    public static string Money(long amount, string? currency) => currency is null ? $"{amount}" : $"{amount} {currency}";

    public static string Phrase(this Notification notified) =>
        $"{notified.Type} (payment {notified.PaymentId} is {notified.State} with {notified.Totals.Phrase()}, version {notified.Version})";

    public static string Phrase(Effect effect, long amount, string? currency) => $"{effect.Noun()} of {Money(amount, currency)}";
}
