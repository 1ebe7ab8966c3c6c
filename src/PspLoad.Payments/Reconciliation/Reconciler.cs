using PspLoad.Core.Results;
using PspLoad.Payments.Judging;
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
    /// <summary>What the witnesses tell about, asked after all of them were read. Rules that need anything else are not applied.</summary>
    public required Func<IReadOnlySet<Witness>> Present { get; init; }

    /// <summary>Whether a witness told about an order. Asked after all witnesses were read.</summary>
    public Func<Witness, string, bool> Covers { get; init; } = (_, _) => true;

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
        var judge = new OrderJudge(Present(), Covers);
        for (var partition = 0; partition < stories.Count; partition++)
        {
            foreach (var story in stories.Orders(partition))
            {
                cancellationToken.ThrowIfCancellationRequested();
                foreach (var violation in judge.Judge(story))
                {
                    violations[violation.Kind] = violations.GetValueOrDefault(violation.Kind) + 1;
                    report(violation);
                }
                orders++;
                var counts = OrderJudge.Count(story);
                (acknowledged, stored, resolved) = (acknowledged + counts.Acknowledged, stored + counts.Stored, resolved + counts.Resolved);
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
