using System.Diagnostics;
using System.Globalization;
using PspLoad.Core.Results;
using PspLoad.Payments.Books;
using PspLoad.Payments.Client;
using PspLoad.Payments.Journal;
using PspLoad.Payments.Judging;
using PspLoad.Payments.Reconciliation;
using PspLoad.Payments.Resolution;

namespace PspLoad.Benchmarks.Payments;

/// <summary>
/// <c>payments reconcile</c>: time and memory to reconcile a journal of many operations with both books. The ledger comes as the API's
/// JSON pages. Writing the journal is not counted.
/// </summary>
internal static class ReconciliationCost
{
    private const int Goal = 30;

    public static async Task<string> RunAsync(int operations, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("pspload-reconcile-cost-").FullName;
        try
        {
            var books = new SyntheticBooks(operations);
            books.WriteJournal(Path.Combine(folder, "journal"));
            using var unused = new PaymentJournal(Path.Combine(folder, "unused"));
            using var psp = new PspClient(books, SyntheticBooks.Target, new MerchantCredentials("key", "secret"), unused, TimeProvider.System);
            var started = Stopwatch.GetTimestamp();
            var open = OpenOperations.Find(Path.Combine(folder, "journal")).Count;
            var afterOpen = Stopwatch.GetElapsedTime(started);
            var ledger = new LedgerWitness(psp, new BooksMark(DateTimeOffset.UnixEpoch, "0", 0));
            long violations = 0;
            var result = await new Reconciler(folder)
            {
                Present = () => new HashSet<Witness> { Witness.Asked, Witness.Told, Witness.Booked, Witness.Charged },
            }.RunAsync(
                [new JournalWitness(Path.Combine(folder, "journal")).ReadAsync(cancellationToken), ledger.ReadAsync(cancellationToken), books.AcquirerAsync()],
                _ => violations++,
                cancellationToken
            );
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            using var self = Process.GetCurrentProcess();
            return string.Create(
                CultureInfo.InvariantCulture,
                $"""
                {result.Orders} orders, {result.Acknowledged} acknowledged, {result.Stored} stored, {open} open: {seconds:0.0} s ({afterOpen.TotalSeconds:0.0} s of it to find open operations), peak resident set {self.PeakWorkingSet64
                    / 1e6:0} MB.
                Lost: {result.Count(ViolationKind.Lost)} of {books.Lost} seeded. Violations other than these and their unbooked charges: {violations - 2 * books.Lost}.
                Goal {Goal} s for 1000000 operations: {(seconds * 1_000_000 / operations <= Goal ? "met" : "MISSED")}.
                """
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
