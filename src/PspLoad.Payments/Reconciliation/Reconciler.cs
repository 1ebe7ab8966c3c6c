using PspLoad.Core.Results;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Reconciliation;

/// <summary>
/// Compares, order by order, what the client was told with what the PSP has booked and what the acquirer has carried out. Memory is bounded
/// by the largest partition, not by the run.
/// </summary>
/// <param name="workFolder">for temporary files, about as large as the journal and the books</param>
/// <param name="partitions">a million operations are about six million records; at 64 partitions each takes some tens of megabytes</param>
public sealed class Reconciler(string workFolder, int partitions = 64)
{
    /// <summary>False: no witness speaks for the acquirer, so what it does not say means nothing.</summary>
    public bool HasAcquirer { get; init; } = true;

    /// <param name="witnesses">journal, books of the PSP, book of the acquirer; each is read once, from start to end</param>
    /// <param name="report">is told of each violation as it is found</param>
    /// <param name="cancellationToken">gives up</param>
    public async Task<ReconciliationResult> RunAsync(
        IEnumerable<IAsyncEnumerable<StoryRecord>> witnesses,
        Action<Violation> report,
        CancellationToken cancellationToken
    )
    {
        using var stories = new StoryPartitions(workFolder, partitions);
        var balance = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var witness in witnesses)
        {
            await foreach (var record in witness.WithCancellation(cancellationToken))
            {
                stories.Add(record);
                if (record is Movement movement)
                    balance[movement.Currency] = balance.GetValueOrDefault(movement.Currency) + movement.Debits - movement.Credits;
            }
        }

        long acknowledged = 0,
            stored = 0,
            resolved = 0,
            orders = 0;
        var violations = new SortedDictionary<ViolationKind, long>();
        for (var partition = 0; partition < stories.Count; partition++)
        {
            foreach (var story in stories.Orders(partition))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var judge = new OrderJudge(story, HasAcquirer);
                foreach (var violation in judge.Judge())
                {
                    violations[violation.Kind] = violations.GetValueOrDefault(violation.Kind) + 1;
                    report(violation);
                }
                orders++;
                (acknowledged, stored, resolved) = (acknowledged + judge.Counts.Acknowledged, stored + judge.Counts.Stored, resolved + judge.Counts.Resolved);
            }
        }
        return new ReconciliationResult
        {
            Acknowledged = acknowledged,
            Stored = stored,
            IndeterminateResolved = resolved,
            Orders = orders,
            Violations = violations,
            LedgerBalanced = balance.Values.All(difference => difference == 0),
        };
    }
}
