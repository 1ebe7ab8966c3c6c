using PspLoad.Core.Results;
using PspLoad.Payments.Client;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Judging;

/// <summary>Rules on the rows of the PSP's database, read without the PSP.</summary>
internal static class StoredRules
{
    public static void StoredAsBooked(OrderStory story, ReportViolation report)
    {
        var booked = story.Movements.ToLookup(movement => movement.Reference, StringComparer.Ordinal);
        var stored = story.StoredMovements.ToLookup(movement => movement.Reference, StringComparer.Ordinal);
        foreach (var reference in booked.Select(group => group.Key).Union(stored.Select(group => group.Key), StringComparer.Ordinal))
        {
            var (api, database) = (booked[reference].ToList(), stored[reference].ToList());
            if (api.Count != database.Count)
            {
                report(
                    ViolationKind.BooksDisagree,
                    $"{reference} is {Phrases.Times(api.Count)} in the PSP's ledger, but {Phrases.Times(database.Count)} in its database"
                );
                continue;
            }
            foreach (var (one, other) in api.Zip(database).Where(pair => !IsSame(pair.First, pair.Second)))
            {
                report(
                    ViolationKind.BooksDisagree,
                    $"the PSP's ledger has {one.Phrase()} on {one.PaymentId} as {reference} (debits {one.Debits}, credits {one.Credits}), "
                        + $"but its database has {other.Phrase()} on {other.PaymentId} (debits {other.Debits}, credits {other.Credits})"
                );
            }
        }
    }

    /// <summary>Unlike the API's answers, which are sampled in a long run, the rows are complete.</summary>
    public static void StoredPaymentsAsTold(OrderStory story, ReportViolation report)
    {
        if (story.HasOpenOperation)
            return;
        foreach (var told in story.LastTold)
        {
            var stored = story.StoredPayments.FirstOrDefault(payment => payment.PaymentId == told.PaymentId);
            if (stored is null)
            {
                report(ViolationKind.Lost, $"the client was told of payment {told.PaymentId}, but the database does not have it");
            }
            else if (told.State is { } state && stored.State != state && stored.State != PaymentStates.ChargedBack)
            {
                report(ViolationKind.StateMismatch, $"the client was told that payment {told.PaymentId} is {state}, but in the database it is {stored.State}");
            }
            else if (told.Currency is { } currency && stored.Currency != currency)
            {
                report(
                    ViolationKind.AmountMismatch,
                    $"the client was told that payment {told.PaymentId} is in {currency}, but in the database it is in {stored.Currency}"
                );
            }
        }
        foreach (var stored in story.StoredPayments.Where(payment => !story.ToldPaymentIds.Contains(payment.PaymentId)))
            report(ViolationKind.Phantom, $"the database has payment {stored.PaymentId} ({stored.State}), but the client was never told of it");
        foreach (var twice in story.StoredPayments.GroupBy(payment => payment.PaymentId, StringComparer.Ordinal).Where(group => group.Count() > 1))
            report(ViolationKind.Duplicated, $"the database has payment {twice.Key} {twice.Count()} times");
    }

    public static void StoredPaymentsAddUp(OrderStory story, ReportViolation report)
    {
        foreach (var payment in story.StoredPayments)
        {
            var sum = story
                .StoredMovements.Where(movement => movement.PaymentId == payment.PaymentId)
                .Aggregate(new PaymentTotals(0, 0, 0), (total, movement) => TotalRules.Sum(total, TotalRules.TotalsOf(movement.Effect, movement.Amount)));
            if (payment.Totals != sum)
            {
                report(
                    ViolationKind.AmountMismatch,
                    $"the database has payment {payment.PaymentId} with {payment.Totals.Phrase()}, but its ledger there has {sum.Phrase()}"
                );
            }
        }
    }

    public static void OneMerchant(OrderStory story, ReportViolation report)
    {
        foreach (var stored in story.StoredMovements.Where(stored => stored.OtherMerchant is not null))
            report(ViolationKind.MerchantMismatch, $"{stored.Phrase()} is stored as {stored.Reference} for merchant {stored.OtherMerchant}");
        foreach (var stored in story.StoredPayments.Where(stored => stored.OtherMerchant is not null))
            report(ViolationKind.MerchantMismatch, $"payment {stored.PaymentId} is stored for merchant {stored.OtherMerchant}");
    }

    private static bool IsSame(Movement booked, StoredMovement stored) =>
        (booked.PaymentId, booked.Effect, booked.Amount, booked.Currency, booked.Debits, booked.Credits)
        == (stored.PaymentId, stored.Effect, stored.Amount, stored.Currency, stored.Debits, stored.Credits);
}
