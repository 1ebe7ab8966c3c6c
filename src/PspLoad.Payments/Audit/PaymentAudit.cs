using PspLoad.Core.Results;
using PspLoad.Payments.Books;
using PspLoad.Payments.Judging;
using PspLoad.Payments.Reconciliation;
using PspLoad.Payments.Resolution;

namespace PspLoad.Payments.Audit;

/// <summary>
/// After the load: resolves operations without an outcome, then compares the client's journal with the books. It needs only the run's folder
/// and the PSP, so it can also audit a run whose harness was killed.
/// </summary>
/// <param name="options">what to compare</param>
/// <param name="time">clock of pauses and deadlines</param>
public sealed class PaymentAudit(AuditOptions options, TimeProvider time)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    private readonly string _journal = Path.Combine(options.Folder, ResultFiles.Journal);
    private readonly IReadOnlyList<IWitness> _witnesses = [new JournalWitness(Path.Combine(options.Folder, ResultFiles.Journal)), .. options.Books];

    /// <exception cref="Core.Errors.OperationFailedException">a book cannot be read</exception>
    /// <exception cref="DirectoryNotFoundException">there is no journal</exception>
    public async Task<AuditResult> RunAsync(CancellationToken cancellationToken)
    {
        var open = OpenOperations.Find(_journal);
        var resolution = await new IndeterminateResolver(options.Psp, time).RunAsync(open, options.ResolveWithin, cancellationToken);
        var result = await ReconcileUntilSettledAsync(cancellationToken);
        return new AuditResult
        {
            Part = PartOf(result),
            IsClean = result.IsClean,
            Replayed = resolution.Resolved,
            StillOpen = resolution.StillOpen,
            Notes = [.. Notes()],
        };
    }

    private async Task<ReconciliationResult> ReconcileUntilSettledAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var result = await ReconcileAsync(cancellationToken);
            if (result.IsClean || time.GetElapsedTime(started) + s_pause > options.SettleWithin)
                return result;
            await Task.Delay(s_pause, time, cancellationToken);
        }
    }

    private async Task<ReconciliationResult> ReconcileAsync(CancellationToken cancellationToken)
    {
        using var violations = new ViolationFile(options);
        var result = await new Reconciler(options.Folder)
        {
            Present = () => _witnesses.SelectMany(witness => witness.Tells).ToHashSet(),
            Covers = (told, order) => _witnesses.Where(witness => witness.Tells.Contains(told)).All(witness => witness.Covers(order)),
        }.RunAsync(_witnesses.Select(witness => witness.ReadAsync(cancellationToken)), violations.Write, cancellationToken);
        violations.Complete();
        return result;
    }

    private static ReconciliationPart PartOf(ReconciliationResult result)
    {
        ViolationKind[] named =
        [
            ViolationKind.Lost,
            ViolationKind.Duplicated,
            ViolationKind.Phantom,
            ViolationKind.AmountMismatch,
            ViolationKind.StateMismatch,
            ViolationKind.DoubleCharge,
            ViolationKind.Unresolved,
        ];
        return new ReconciliationPart
        {
            Acknowledged = result.Acknowledged,
            Stored = result.Stored,
            Lost = result.Count(ViolationKind.Lost),
            Duplicated = result.Count(ViolationKind.Duplicated),
            Phantom = result.Count(ViolationKind.Phantom),
            AmountMismatch = result.Count(ViolationKind.AmountMismatch),
            StateMismatch = result.Count(ViolationKind.StateMismatch),
            DoubleCharge = result.Count(ViolationKind.DoubleCharge),
            Other = result.Violations.Where(kind => !named.Contains(kind.Key)).ToDictionary(),
            IndeterminateResolved = result.IndeterminateResolved,
            Unresolved = result.Count(ViolationKind.Unresolved),
            LedgerBalanced = result.LedgerBalanced,
        };
    }

    private IEnumerable<string> Notes()
    {
        foreach (var gap in _witnesses.Select(witness => witness.Gap).OfType<string>())
            yield return gap;
        foreach (var note in JudgeTable.NotApplied(_witnesses.SelectMany(witness => witness.Tells).ToHashSet()))
            yield return note;
        foreach (var (known, asked) in options.Books.OfType<PaymentStateWitness>().Select(states => states.Coverage))
        {
            if (asked < known)
                yield return $"states were compared for {asked} of {known} payments; amounts were compared for all";
        }
    }
}
