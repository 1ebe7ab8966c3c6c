using PspLoad.Core.Results;
using PspLoad.Payments.Client;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Judging;

/// <summary>
/// Rules on the PSP's webhooks. They may come late, repeatedly and in any order. Each one states its payment as it was after one operation, and its version
/// orders it among the payment's others.
/// </summary>
internal static class NotificationRules
{
    private static readonly PaymentTotals s_nothing = new(0, 0, 0);

    public static void DeliveriesAgree(OrderStory story, ReportViolation report)
    {
        foreach (var deliveries in story.Notifications.GroupBy(notified => notified.Reference, StringComparer.Ordinal))
        {
            if (deliveries.DistinctBy(notified => notified with { At = 0 }).ToList() is { Count: > 1 } different)
            {
                report(
                    ViolationKind.ContradictoryWebhooks,
                    $"deliveries of the webhook about {deliveries.Key} differ: {string.Join(", then ", different.Select(notified => notified.Phrase()))}"
                );
            }
        }
        foreach (var version in Events(story).GroupBy(notified => (notified.PaymentId, notified.Version)).Where(group => group.Count() > 1))
        {
            report(
                ViolationKind.ContradictoryWebhooks,
                $"version {version.Key.Version} of payment {version.Key.PaymentId} has several webhooks: "
                    + string.Join(", ", version.Select(notified => $"{notified.Type} about {notified.Reference}"))
            );
        }
    }

    public static void VersionsAreComplete(OrderStory story, ReportViolation report)
    {
        foreach (var payment in Events(story).GroupBy(notified => notified.PaymentId, StringComparer.Ordinal))
        {
            var expected = 1L;
            foreach (var version in payment.Select(notified => notified.Version).Distinct().Order())
            {
                if (version != expected)
                {
                    report(
                        ViolationKind.Unnotified,
                        $"payment {payment.Key} has no webhook with version {expected}, but one with version {version}, and none is pending"
                    );
                    break;
                }
                expected++;
            }
        }
    }

    /// <summary>The name of an event says either the state that it led to, or which operation did not succeed.</summary>
    public static void TypeFitsTheState(OrderStory story, ReportViolation report)
    {
        foreach (var notified in Events(story).Where(notified => notified.Type != $"payment.{notified.State}" && !LeavesState(notified)))
            report(ViolationKind.StateMismatch, $"the webhook about {notified.Reference} contradicts itself: {notified.Phrase()}");
    }

    /// <summary>An operation without a known outcome may have a webhook or none. Of a chargeback the client is told by its webhook only.</summary>
    public static void NotifiedAsTold(OrderStory story, ReportViolation report)
    {
        List<Notification> open = [.. Events(story).Where(notified => notified.State != PaymentStates.ChargedBack)];
        var unmatched = story.ToldPayments.ToList().FindAll(told => !TryTake(open, notified => Says(notified, told)));
        foreach (var told in unmatched)
        {
            var index = story.HasOpenOperation ? -1 : open.FindIndex(notified => notified.PaymentId == told.PaymentId);
            if (index < 0)
            {
                report(ViolationKind.Unnotified, $"{Told(told)}, but no webhook says so, and none is pending");
                continue;
            }
            ReportDifference(told, open[index], report);
            open.RemoveAt(index);
        }
        if (story.HasOpenOperation)
            return;
        foreach (var notified in open)
            report(ViolationKind.Phantom, $"a webhook says {notified.Phrase()} about {notified.Reference}, but the client was never told so");
    }

    /// <summary>The request that began a payment names its amount and currency.</summary>
    public static void NotifiedAsAsked(OrderStory story, ReportViolation report)
    {
        var begun = story.Operations.Where(operation =>
            operation is { Intent: { PaymentId: null, Effect: Effect.Sale or Effect.Authorize }, Final.PaymentId: not null }
        );
        foreach (var operation in begun)
        {
            var asked = operation.Intent!;
            foreach (var notified in Events(story).Where(notified => notified.PaymentId == operation.Final!.PaymentId))
            {
                if (notified.Amount != asked.Amount || notified.Currency != (asked.Currency ?? notified.Currency))
                {
                    report(
                        ViolationKind.AmountMismatch,
                        $"the client asked for {asked.Asked()}, but a webhook says that payment {notified.PaymentId} is one of "
                            + $"{Phrases.Money(notified.Amount, notified.Currency)} (key {operation.Key})"
                    );
                }
            }
        }
    }

    /// <summary>What an operation moved is the difference between its webhook and the webhook before.</summary>
    public static void NotifiedAsBooked(OrderStory story, ReportViolation report)
    {
        var booked = story.Movements.ToLookup(movement => movement.Reference, StringComparer.Ordinal);
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (notified, effect, amount) in Steps(story))
        {
            told.Add(notified.Reference);
            var says = $"the webhook about {notified.Reference} says {Phrases.Phrase(effect, amount, notified.Currency)} on payment {notified.PaymentId}";
            if (effect != Effect.None && !booked.Contains(notified.Reference))
                report(ViolationKind.Phantom, $"{says}, but the books do not have it");
            foreach (var movement in booked[notified.Reference])
            {
                if ((effect, amount, notified.Currency, notified.PaymentId) != (movement.Effect, movement.Amount, movement.Currency, movement.PaymentId))
                    report(ViolationKind.AmountMismatch, $"{says}, but the books have {movement.Phrase()} on payment {movement.PaymentId}");
            }
        }
        foreach (var movement in story.Movements.Where(movement => !told.Contains(movement.Reference)))
            report(ViolationKind.Unnotified, $"{movement.Phrase()} is booked as {movement.Reference}, but no webhook says so, and none is pending");
    }

    /// <summary>An open operation may have changed the payment, so it is not judged then.</summary>
    public static void LastNotifiedIsShown(OrderStory story, ReportViolation report)
    {
        if (story.HasOpenOperation)
            return;
        var last = Events(story)
            .GroupBy(notified => notified.PaymentId, StringComparer.Ordinal)
            .ToDictionary(payment => payment.Key, payment => payment.MaxBy(notified => notified.Version)!, StringComparer.Ordinal);
        foreach (var shown in story.Shown.Where(shown => last.ContainsKey(shown.PaymentId)))
        {
            var notified = last[shown.PaymentId];
            if (shown.State != notified.State)
                Differs(ViolationKind.StateMismatch, shown.State ?? "no such payment");
            if (shown.Totals is { } totals && totals != notified.Totals)
                Differs(ViolationKind.AmountMismatch, totals.Phrase());
            if (shown.Currency is { } currency && currency != notified.Currency)
                Differs(ViolationKind.AmountMismatch, currency);

            void Differs(ViolationKind kind, string instead) => report(kind, $"the last webhook says {notified.Phrase()}, but the PSP shows {instead}");
        }
    }

    /// <summary>One webhook for each event.</summary>
    private static IEnumerable<Notification> Events(OrderStory story) => story.Notifications.DistinctBy(notified => notified.Reference, StringComparer.Ordinal);

    private static IEnumerable<(Notification Notified, Effect Effect, long Amount)> Steps(OrderStory story)
    {
        foreach (var payment in Events(story).GroupBy(notified => notified.PaymentId, StringComparer.Ordinal))
        {
            var (before, held) = (s_nothing, 0L);
            foreach (var notified in payment.OrderBy(notified => notified.Version))
            {
                var (effect, amount) = Difference(before, held, notified);
                yield return (notified, effect, amount);
                before = notified.Totals;
                held = notified.State is PaymentStates.Authorized or PaymentStates.PartiallyCaptured ? before.Authorized - before.Captured : 0;
            }
        }
    }

    /// <param name="before">the payment's totals before the operation</param>
    /// <param name="held">authorised and not yet captured or released, minor units</param>
    /// <param name="after">the webhook of the operation</param>
    /// <returns>the effect with the largest change; the totals of a payment that several operations changed at once are wrong in any case</returns>
    private static (Effect Effect, long Amount) Difference(PaymentTotals before, long held, Notification after)
    {
        var (authorized, captured, refunded) = (
            after.Totals.Authorized - before.Authorized,
            after.Totals.Captured - before.Captured,
            after.Totals.Refunded - before.Refunded
        );
        if (after.Totals.ChargedBack - before.ChargedBack is not 0 and var chargedBack)
            return (Effect.Chargeback, chargedBack);
        if (refunded != 0)
            return (Effect.Refund, refunded);
        if (authorized != 0)
            return captured == 0 ? (Effect.Authorize, authorized) : (Effect.Sale, captured);
        if (captured != 0)
            return (Effect.Capture, captured);
        return after.State == PaymentStates.Voided && held > 0 ? (Effect.Void, held) : (Effect.None, 0);
    }

    private static bool Says(Notification notified, Answer told) =>
        notified.PaymentId == told.PaymentId
        && notified.State == (told.State ?? notified.State)
        && notified.Currency == (told.Currency ?? notified.Currency)
        && notified.Totals == (told.Totals ?? notified.Totals)
        && Failed(notified) == (told.Outcome == PaymentOutcome.Declined);

    private static void ReportDifference(Answer told, Notification notified, ReportViolation report)
    {
        var message = $"{Told(told)}, but a webhook says {notified.Phrase()}";
        if (notified.State != (told.State ?? notified.State) || Failed(notified) != (told.Outcome == PaymentOutcome.Declined))
            report(ViolationKind.StateMismatch, message);
        if (notified.Currency != (told.Currency ?? notified.Currency) || notified.Totals != (told.Totals ?? notified.Totals))
            report(ViolationKind.AmountMismatch, message);
    }

    private static string Told(Answer told) =>
        $"the client was told {(told.Outcome == PaymentOutcome.Declined ? "that nothing happened" : $"of {told.Phrase()}")}: "
        + $"payment {told.PaymentId} is {told.State ?? "in an unknown state"}{(told.Totals is { } totals ? $" with {totals.Phrase()}" : "")} (key {told.Key})";

    private static bool Failed(Notification notified) => notified.State is PaymentStates.Declined or PaymentStates.Failed || LeavesState(notified);

    /// <summary>An operation on the payment was declined or failed, and the payment is as before.</summary>
    private static bool LeavesState(Notification notified) => notified.Type.Split('.') is ["capture" or "void" or "refund", "declined" or "failed"];

    private static bool TryTake(List<Notification> open, Predicate<Notification> fits)
    {
        var index = open.FindIndex(fits);
        if (index >= 0)
            open.RemoveAt(index);
        return index >= 0;
    }
}
