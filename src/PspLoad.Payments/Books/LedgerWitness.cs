using System.Globalization;
using System.Runtime.CompilerServices;
using PspLoad.Payments.Client;
using PspLoad.Payments.Judging;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Books;

/// <summary>The PSP's ledger as movements. The entries of one operation make one movement.</summary>
/// <param name="psp">the PSP</param>
/// <param name="mark">the run's part of the ledger</param>
public sealed class LedgerWitness(PspClient psp, BooksMark mark) : IWitness
{
    /// <summary>Id of the last entry that belongs to the run, whatever order it names.</summary>
    private readonly ulong _last = mark.End is { } end ? ulong.Parse(end.LedgerCursor, CultureInfo.InvariantCulture) : ulong.MaxValue;

    public string Name => "PSP's ledger";

    /// <summary>Cursor after the last entry that was read; null before reading.</summary>
    public string? Reached { get; private set; }

    public IReadOnlyList<Witness> Tells { get; } = [Witness.Booked];

    public async IAsyncEnumerable<StoryRecord> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Concurrent operations can interleave their entries, and a page can end between them. An operation is complete when the next page has no
        // more of its entries, because the entries of one operation are committed together.
        Dictionary<string, MovementSum> open = [],
            next = [];
        await foreach (var page in new LedgerPages(psp, mark).ReadAsync(cancellationToken))
        {
            Reached = page.Cursor;
            foreach (var entry in page.Data.Where(IsOfTheRun))
            {
                if (open.Remove(entry.OperationId, out var sum) || next.TryGetValue(entry.OperationId, out sum))
                    sum.Add(entry);
                else
                    sum = new MovementSum(entry);
                next[entry.OperationId] = sum;
            }
            foreach (var complete in open.Values)
                yield return complete.ToMovement();
            (open, next) = (next, open);
            next.Clear();
        }
        foreach (var complete in open.Values)
            yield return complete.ToMovement();
    }

    private bool IsOfTheRun(LedgerEntry entry) => entry.Id <= _last || mark.IsOwn(entry.OrderId);
}
