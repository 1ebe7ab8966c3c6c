using System.Runtime.CompilerServices;
using PspLoad.Payments.Client;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Books;

/// <summary>The PSP's ledger as movements: the entries of one operation are one movement.</summary>
/// <param name="psp">whose books</param>
/// <param name="mark">where the run's part of them begins</param>
public sealed class LedgerWitness(PspClient psp, BooksMark mark) : IWitness
{
    public string Name => "PSP's ledger";

    public async IAsyncEnumerable<StoryRecord> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // An operation's entries are committed together, but operations side by side may interleave theirs, and a page may end between them: what is not
        // followed by more on the next page is whole.
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
            foreach (var whole in open.Values)
                yield return whole.ToMovement();
            (open, next) = (next, open);
            next.Clear();
        }
        foreach (var whole in open.Values)
            yield return whole.ToMovement();
    }
}
