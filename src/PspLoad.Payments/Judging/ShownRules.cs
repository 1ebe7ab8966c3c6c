using PspLoad.Core.Results;
using PspLoad.Payments.Client;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Judging;

/// <summary>Rules on the payments that the PSP's API shows after the load.</summary>
internal static class ShownRules
{
    public static void EveryToldPaymentIsShown(OrderStory story, ReportViolation report)
    {
        foreach (var told in story.LastTold)
        {
            if (story.Shown.All(shown => shown.PaymentId != told.PaymentId))
                report(ViolationKind.StateMismatch, $"the client was told of payment {told.PaymentId}, but the PSP does not show it");
        }
    }

    public static void EveryShownPaymentWasTold(OrderStory story, ReportViolation report)
    {
        foreach (var shown in story.Shown.Where(shown => shown.State is not null && !story.ToldPaymentIds.Contains(shown.PaymentId)))
            report(ViolationKind.Phantom, $"the PSP shows payment {shown.PaymentId} ({shown.State}), but the client was never told of it");
    }

    /// <summary>An open operation may have changed the state, so it is not judged then.</summary>
    public static void ShownAsTold(OrderStory story, ReportViolation report)
    {
        if (story.HasOpenOperation)
            return;
        foreach (var told in story.LastTold)
        {
            foreach (var shown in story.Shown.Where(shown => shown.PaymentId == told.PaymentId))
            {
                if (told.State is { } state && shown.State != state && shown.State != PaymentStates.ChargedBack)
                {
                    report(
                        ViolationKind.StateMismatch,
                        $"the client was told that payment {told.PaymentId} is {state}, but the PSP "
                            + (shown.State is null ? "does not know it" : $"shows {shown.State}")
                    );
                }
                if (told.Currency is { } currency && shown.Currency != (shown.Currency is null ? null : currency))
                {
                    report(
                        ViolationKind.AmountMismatch,
                        $"the client was told that payment {told.PaymentId} is in {currency}, but the PSP shows {shown.Currency}"
                    );
                }
            }
        }
    }

    public static void ShownAsBooked(OrderStory story, ReportViolation report)
    {
        if (story.HasOpenOperation)
            return;
        foreach (var shown in story.Shown.Where(shown => shown.Totals is not null))
        {
            var booked = story
                .Movements.Where(movement => movement.PaymentId == shown.PaymentId)
                .Aggregate(new PaymentTotals(0, 0, 0), (sum, movement) => TotalRules.Sum(sum, TotalRules.TotalsOf(movement.Effect, movement.Amount)));
            if (shown.Totals != booked)
            {
                report(
                    ViolationKind.AmountMismatch,
                    $"the PSP shows payment {shown.PaymentId} with {shown.Totals!.Phrase()}, but its books have {booked.Phrase()}"
                );
            }
        }
    }
}
