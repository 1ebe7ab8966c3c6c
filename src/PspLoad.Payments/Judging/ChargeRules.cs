using PspLoad.Core.Results;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Judging;

/// <summary>Rules on the acquirer's book: against the PSP's ledger, and against itself.</summary>
internal static class ChargeRules
{
    public static void ChargedOnce(OrderStory story, ReportViolation report)
    {
        foreach (var group in story.Charges.GroupBy(charge => (charge.Reference, charge.Effect)))
        {
            if (group.Sum(charge => charge.Times) is > 1 and var times)
                report(ViolationKind.DoubleCharge, $"the acquirer carried out {group.First().Phrase()} as {group.Key.Reference} {times} times");
        }
        foreach (var group in story.Reversals.Where(reversal => reversal.Amount > 0).GroupBy(reversal => reversal.Parent))
        {
            if (group.Select(reversal => reversal.Reference).Distinct(StringComparer.Ordinal).Count() is > 1 and var times)
                report(ViolationKind.DoubleCharge, $"the acquirer reversed {group.Key} {times} times");
        }
    }

    /// <summary>The PSP gives some operations up and reverses them at the acquirer: then nobody owes anything, and the books have nothing.</summary>
    public static void ChargedIsBooked(OrderStory story, ReportViolation report)
    {
        foreach (var charge in story.Charges.Where(charge => charge.Effect != Effect.Void && !IsBooked(story, charge)))
        {
            if (!story.ReversedReferences.Contains(charge.Reference))
                ReportUnbooked(story, charge, report);
        }
    }

    public static void BookedIsNotReversed(OrderStory story, ReportViolation report)
    {
        foreach (var reversal in story.Reversals)
        {
            if (reversal.Parent is null)
                report(ViolationKind.UnbookedCharge, $"the acquirer carried out {reversal.Phrase()} as {reversal.Reference}, which is not in the books");
            else if (story.BookedReferences.Contains(reversal.Parent))
                report(ViolationKind.ReversedCharge, $"the acquirer reversed {reversal.Parent} by {reversal.Reference}, but the books still have it");
        }
    }

    /// <summary>What the PSP gave up and reversed is at least something that the client had asked for.</summary>
    public static void ReversedWasAskedFor(OrderStory story, ReportViolation report)
    {
        foreach (
            var charge in story.Charges.Where(charge =>
                charge.Effect != Effect.Void && story.ReversedReferences.Contains(charge.Reference) && !story.BookedReferences.Contains(charge.Reference)
            )
        )
        {
            if (!story.Operations.Any(operation => operation.Intents.Any(asked => asked.Effect == charge.Effect && asked.Amount == charge.Amount)))
            {
                report(
                    ViolationKind.UnbookedCharge,
                    $"the acquirer carried out and reversed {charge.Phrase()} as {charge.Reference}, but the client never asked for it"
                );
            }
        }
    }

    /// <summary>A reversal of what the acquirer never saw has no amount.</summary>
    public static void ReversedInFull(OrderStory story, ReportViolation report)
    {
        foreach (var reversal in story.Reversals)
        {
            var charge = story.Charges.FirstOrDefault(charge => charge.Reference == reversal.Parent && charge.Effect != Effect.Void);
            if (charge is null ? reversal.Amount != 0 : !IsSameMoney(reversal, charge))
            {
                report(
                    ViolationKind.AmountMismatch,
                    $"the acquirer reversed {Phrases.Money(reversal.Amount, reversal.Currency)} of {reversal.Parent} by {reversal.Reference}, "
                        + (charge is null ? "which it never carried out" : $"which was {charge.Phrase()}")
                );
            }
        }
    }

    public static void BookedIsCharged(OrderStory story, ReportViolation report)
    {
        var charges = story.Charges.ToLookup(charge => charge.Reference, StringComparer.Ordinal);
        foreach (var booked in story.Movements)
        {
            var candidates = charges[booked.Reference].Where(charge => charge.Effect == booked.Effect).ToList();
            if (candidates.Count == 0)
            {
                report(ViolationKind.MissingCharge, $"{booked.Phrase()} is booked as {booked.Reference}, but the acquirer never carried it out");
            }
            else if (!candidates.TrueForAll(charge => IsSameMoney(charge, booked)))
            {
                report(
                    ViolationKind.AmountMismatch,
                    $"{booked.Phrase()} is booked as {booked.Reference}, but the acquirer carried out "
                        + Phrases.Money(candidates.Find(charge => !IsSameMoney(charge, booked))!.Amount, candidates[0].Currency)
                );
            }
        }
    }

    /// <summary>A capture, refund or void acts on the authorisation or sale of the same payment.</summary>
    public static void ChargedOnItsPayment(OrderStory story, ReportViolation report)
    {
        var begun = story
            .Movements.Where(movement => movement.Effect is Effect.Sale or Effect.Authorize)
            .ToLookup(movement => movement.PaymentId, movement => movement.Reference, StringComparer.Ordinal);
        foreach (var charge in story.Charges.Where(charge => charge is { Effect: Effect.Sale or Effect.Authorize, Parent: not null }))
        {
            report(
                ViolationKind.ParentMismatch,
                $"the acquirer carried out {charge.Phrase()} as {charge.Reference} on {charge.Parent}, but it begins a payment"
            );
        }
        // Without its beginning in the books a payment is reported as lost already.
        foreach (var booked in story.Movements.Where(booked => booked.Effect is not (Effect.Sale or Effect.Authorize) && begun.Contains(booked.PaymentId)))
        {
            foreach (var charge in story.Charges.Where(charge => charge.Reference == booked.Reference && charge.Effect == booked.Effect))
            {
                if (charge.Parent is null || !begun[booked.PaymentId].Contains(charge.Parent))
                {
                    report(
                        ViolationKind.ParentMismatch,
                        $"the acquirer carried out {charge.Phrase()} as {charge.Reference} on {charge.Parent ?? "nothing"}, "
                            + $"but payment {booked.PaymentId} began with {string.Join(", ", begun[booked.PaymentId])}"
                    );
                }
            }
        }
    }

    private static void ReportUnbooked(OrderStory story, Charge charge, ReportViolation report)
    {
        var hasBookedTwin = story.Charges.Any(other =>
            other.Reference != charge.Reference && other.Effect == charge.Effect && other.Amount == charge.Amount && IsBooked(story, other)
        );
        var message = $"the acquirer carried out {charge.Phrase()} as {charge.Reference}, which is not in the books";
        if (hasBookedTwin)
            report(ViolationKind.DoubleCharge, $"{message}; an equal charge is booked");
        else
            report(ViolationKind.UnbookedCharge, message);
    }

    /// <summary>One reference may name a sale and a refund at the acquirer. Only what it names in the books is booked.</summary>
    private static bool IsBooked(OrderStory story, Charge charge) =>
        story.Movements.Any(booked => booked.Reference == charge.Reference && booked.Effect == charge.Effect);

    private static bool IsSameMoney(Charge one, Charge other) =>
        one.Amount == other.Amount && (one.Currency ?? other.Currency) == (other.Currency ?? one.Currency);

    private static bool IsSameMoney(Charge charge, Movement booked) =>
        charge.Amount == booked.Amount && (charge.Currency ?? booked.Currency) == booked.Currency;
}
