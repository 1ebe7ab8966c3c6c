using PspLoad.Core.Results;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Judging;

/// <summary>Rules on the PSP's settlement files: the merchant is paid what is booked.</summary>
internal static class SettledRules
{
    /// <summary>When each operation has its line, the sum of each currency is that of the ledger, too.</summary>
    public static void SettledAsBooked(OrderStory story, ReportViolation report)
    {
        var owed = story.Movements.Where(booked => IsSettled(booked.Effect)).ToLookup(booked => booked.Reference, StringComparer.Ordinal);
        var settled = story.Settled.ToLookup(line => line.Reference, StringComparer.Ordinal);
        foreach (var reference in owed.Select(group => group.Key).Union(settled.Select(group => group.Key), StringComparer.Ordinal))
        {
            var (ledger, file) = (owed[reference].ToList(), settled[reference].ToList());
            if (ledger.Count != file.Count)
            {
                report(
                    ViolationKind.SettlementMismatch,
                    $"{(ledger.Count > 0 ? ledger[0].Phrase() : file[0].Phrase())} as {reference} is to be settled {Phrases.Times(ledger.Count)}, "
                        + $"but is {Phrases.Times(file.Count)} in the settlement files"
                );
                continue;
            }
            foreach (var (booked, line) in ledger.Zip(file).Where(pair => !IsSame(pair.First, pair.Second)))
            {
                report(
                    ViolationKind.SettlementMismatch,
                    $"the PSP's ledger has {booked.Phrase()} on {booked.PaymentId} as {reference}, "
                        + $"but its settlement files have {line.Phrase()} on {line.PaymentId}"
                );
            }
        }
    }

    /// <summary>A hold is no debt.</summary>
    private static bool IsSettled(Effect effect) => effect is Effect.Sale or Effect.Capture or Effect.Refund or Effect.Chargeback;

    private static bool IsSame(Movement booked, SettledLine line) =>
        (booked.PaymentId, booked.Effect, booked.Amount, booked.Currency) == (line.PaymentId, line.Effect, line.Amount, line.Currency);
}
