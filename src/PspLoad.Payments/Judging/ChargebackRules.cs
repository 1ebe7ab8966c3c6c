using PspLoad.Core.Results;
using PspLoad.Payments.Client;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Judging;

/// <summary>
/// Rules on chargebacks. The client neither asks for one nor gets an answer about one, so the witnesses are the acquirer, the PSP's books, and the payment as
/// it is shown and stored.
/// </summary>
internal static class ChargebackRules
{
    public static void ShownAsBooked(OrderStory story, ReportViolation report)
    {
        foreach (var shown in story.Shown.Where(shown => shown.State is not null))
        {
            var booked = story.Movements.Where(movement => movement.PaymentId == shown.PaymentId).Any(movement => movement.Effect == Effect.Chargeback);
            if (booked != (shown.State == PaymentStates.ChargedBack))
            {
                report(
                    ViolationKind.StateMismatch,
                    $"the PSP shows payment {shown.PaymentId} as {shown.State}, but its books have {(booked ? "a" : "no")} chargeback of it"
                );
            }
        }
    }

    public static void StoredWithEntries(OrderStory story, ReportViolation report)
    {
        foreach (var stored in story.StoredPayments)
        {
            var booked = story.StoredMovements.Where(movement => movement.PaymentId == stored.PaymentId).Any(movement => movement.Effect == Effect.Chargeback);
            if (booked != (stored.State == PaymentStates.ChargedBack))
            {
                report(
                    ViolationKind.StateMismatch,
                    $"in the database payment {stored.PaymentId} is {stored.State}, but its ledger there has {(booked ? "a" : "no")} chargeback of it"
                );
            }
        }
    }

    /// <summary>An answer may come before or after the chargeback, so it says nothing of it or all.</summary>
    public static void ToldAsBooked(OrderStory story, ReportViolation report)
    {
        foreach (var told in story.Operations.SelectMany(operation => operation.Answers).Where(told => told.Totals is { ChargedBack: not 0 }))
        {
            var booked = story
                .Movements.Where(movement => movement.PaymentId == told.PaymentId && movement.Effect == Effect.Chargeback)
                .Sum(movement => movement.Amount);
            if (told.Totals!.ChargedBack != booked)
            {
                report(
                    ViolationKind.AmountMismatch,
                    $"the client was told that payment {told.PaymentId} has {told.Totals.Phrase()}, "
                        + $"but {booked} of it is booked as charged back (key {told.Key})"
                );
            }
        }
    }
}
