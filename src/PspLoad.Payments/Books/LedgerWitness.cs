using System.Runtime.CompilerServices;
using PspLoad.Payments.Client;
using PspLoad.Payments.Judging;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Books;

/// <summary>The PSP's ledger as movements. The entries of one operation make one movement.</summary>
/// <param name="psp">the PSP</param>
/// <param name="mark">where the run's part of the ledger begins</param>
public sealed class LedgerWitness(PspClient psp, BooksMark mark) : IWitness
{
    public string Name => "PSP's ledger";

    public IReadOnlyList<Witness> Tells { get; } = [Witness.Booked];

    public async IAsyncEnumerable<StoryRecord> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Concurrent operations can interleave their entries, and a page can end between them. An operation is complete when the next page has no
        // more of its entries, because the entries of one operation are committed together.
        Dictionary<string, MovementSum> open = [],
            next = [];
        await foreach (var page in new LedgerPages(psp, mark).ReadAsync(cancellationToken))
        {
            foreach (var entry in page.Data)
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
}
