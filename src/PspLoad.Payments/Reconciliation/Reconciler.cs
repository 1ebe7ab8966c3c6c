using PspLoad.Core.Results;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Reconciliation;

/// <summary>
/// Compares, order by order, what the client was told, what the PSP booked and what the acquirer carried out. The largest partition bounds the
/// memory, not the run.
/// </summary>
/// <param name="workFolder">folder for temporary files, about as large as journal and books together</param>
/// <param name="partitions">number of partitions; a million operations are about six million records, some tens of megabytes in each of 64 partitions</param>
public sealed class Reconciler(string workFolder, int partitions = 64)
{
    /// <summary>False when no witness has the acquirer's book. Charges are then not judged.</summary>
    public bool HasAcquirer { get; init; } = true;

    /// <param name="witnesses">journal, PSP's books, acquirer's book; each is read once</param>
    /// <param name="report">called for each violation</param>
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
