using PspLoad.Core.Results;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Judging;

/// <summary>Rules on the PSP's ledger: against what the client was told, and against itself.</summary>
internal static class BookRules
{
    public static void BookedAsTold(OrderStory story, ReportViolation report)
    {
        var effects = story.Movements.Select(movement => movement.Effect).Union(story.Operations.Select(operation => operation.ExpectedEffect));
        // Nobody is told of a chargeback by an answer.
        foreach (var effect in effects.Where(effect => effect is not (Effect.None or Effect.Chargeback)))
            ReportUnmatched(new BookMatch(story, effect), report);
    }

    /// <summary>An operation in the ledger that moves nothing has no place there.</summary>
    public static void EveryEntryHasAnEffect(OrderStory story, ReportViolation report)
    {
        foreach (var booked in story.Movements.Where(movement => movement.Effect == Effect.None))
            report(ViolationKind.Phantom, $"the books have {booked.Reference} on payment {booked.PaymentId}, an operation that the API does not know");
    }

    /// <summary>The debits of an operation equal its credits.</summary>
    public static void SidesBalance(OrderStory story, ReportViolation report)
    {
        foreach (var booked in story.Movements.Where(movement => movement.Debits != movement.Credits))
        {
            report(
                ViolationKind.UnbalancedLedger,
                $"{booked.Reference} has debits of {Phrases.Money(booked.Debits, booked.Currency)} "
                    + $"and credits of {Phrases.Money(booked.Credits, booked.Currency)}"
            );
        }
    }

    /// <summary>Refunded + charged back ≤ captured, and captured + voided ≤ authorised, per payment and currency.</summary>
    public static void TotalsAreCovered(OrderStory story, ReportViolation report)
    {
        foreach (var payment in story.Movements.GroupBy(movement => (movement.PaymentId, movement.Currency)))
        {
            var totals = payment.Aggregate(new PaymentTotals(0, 0, 0), (sum, movement) =>
                TotalRules.Sum(sum, TotalRules.TotalsOf(movement.Effect, movement.Amount))
            );
            var voided = payment.Where(movement => movement.Effect == Effect.Void).Sum(movement => movement.Amount);
            if (totals.Captured + voided > totals.Authorized || totals.Refunded + totals.ChargedBack > totals.Captured)
            {
                report(
                    ViolationKind.OverdrawnPayment,
                    $"payment {payment.Key.PaymentId} ({payment.Key.Currency}) has {totals.Phrase()}{(voided == 0 ? "" : $", {voided} voided")}"
                );
            }
        }
    }

    private static void ReportUnmatched(BookMatch match, ReportViolation report)
    {
        foreach (var told in match.Lost)
            report(ViolationKind.Lost, $"{told.Phrase()} was acknowledged (status {told.Status}, key {told.Key}) but is not in the books");
        foreach (var (told, booked) in match.Mismatches)
        {
            report(
                ViolationKind.AmountMismatch,
                $"{told.Phrase()} was acknowledged on payment {told.PaymentId}, "
                    + $"but {Phrases.Money(booked.Amount, booked.Currency)} is booked on payment {booked.PaymentId} as {booked.Reference}"
            );
        }
        foreach (var booked in match.Duplicates)
            report(ViolationKind.Duplicated, $"{booked.Phrase()} is booked as {booked.Reference}, one time more than it was acknowledged");
        foreach (var booked in match.Phantoms)
            report(ViolationKind.Phantom, $"{booked.Phrase()} is booked as {booked.Reference}, but the client was never told about it");
    }
}
