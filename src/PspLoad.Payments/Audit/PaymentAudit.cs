using System.Globalization;
using PspLoad.Core.Results;
using PspLoad.Payments.Books;
using PspLoad.Payments.Judging;
using PspLoad.Payments.Reconciliation;
using PspLoad.Payments.Resolution;

namespace PspLoad.Payments.Audit;

/// <summary>
/// After the load: resolves operations without an outcome, then compares the client's journal with the books, twice. It needs only the run's folder
/// and the PSP, so it can also audit a run whose harness was killed.
/// </summary>
/// <param name="options">what to compare</param>
/// <param name="time">clock of pauses and deadlines</param>
public sealed class PaymentAudit(AuditOptions options, TimeProvider time)
{
    /// <summary>Why there was no second look, for people.</summary>
    public const string NoSecondLook =
        "the PSP does not say when its recovery has ended (no GET /v1/ledger/pending), so the first clean look was not followed by a second one";

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    /// <summary>Like <see cref="AuditOptions.SettleWithin"/>, when everything is decided: the books are read one after the other, not at one instant.</summary>
    private static readonly TimeSpan s_settleLate = TimeSpan.FromSeconds(4);

    private readonly IReadOnlyList<JournalWitness> _journals = [.. options.Runs.Select(run => new JournalWitness(Path.Combine(run, ResultFiles.Journal)))];
    private (DateTimeOffset Began, AuditResult Result)? _look;

    private IEnumerable<IWitness> Witnesses => [.. _journals, .. options.Books];

    private IReadOnlySet<Witness> Present => Witnesses.SelectMany(witness => witness.Tells).ToHashSet();

    /// <summary>Resolves operations without an outcome and takes the first look at the books.</summary>
    /// <exception cref="Core.Errors.OperationFailedException">a book cannot be read</exception>
    /// <exception cref="DirectoryNotFoundException">there is no journal</exception>
    public async Task<AuditResult> RunAsync(CancellationToken cancellationToken)
    {
        List<OpenOperation> open = [.. options.Runs.SelectMany(run => OpenOperations.Find(Path.Combine(run, ResultFiles.Journal)))];
        var resolution = await new IndeterminateResolver(options.Psp, time).RunAsync(open, options.ResolveWithin, cancellationToken);
        return await LookAsync(resolution.Resolved, resolution.StillOpen, options.SettleWithin, cancellationToken);
    }

    /// <summary>
    /// Takes the second look. A first clean look is not believed: a recovery worker or a slow acquirer may carry out an operation again later. A violated one
    /// stays violated; what the PSP has not finished may explain it.
    /// </summary>
    /// <param name="first">the first look</param>
    /// <param name="tell">told before a wait: what for, and how long</param>
    /// <param name="cancellationToken">gives up</param>
    /// <inheritdoc cref="RunAsync" path="/exception"/>
    public async Task<AuditResult> LookAgainAsync(AuditResult first, Action<string> tell, CancellationToken cancellationToken)
    {
        if (!first.IsClean)
            return first with { Pending = [.. (await PendingWork.ReadAsync(options.Psp, cancellationToken))?.Describe() ?? []] };
        var last = DateTimeOffset.UnixEpoch.AddMicroseconds(_journals.Max(journal => journal.Last));
        return await LookLateAsync(last, tell, cancellationToken) ?? first with { Notes = [.. first.Notes, NoSecondLook] };
    }

    /// <summary>
    /// Looks at the books when the PSP has decided all that it had begun: after its give-up time and lease, which it states. What it has not finished by then
    /// is listed. If this audit already looked that late, it does not look again.
    /// </summary>
    /// <param name="since">time of the last request</param>
    /// <param name="tell">told before a wait: what for, and how long</param>
    /// <param name="cancellationToken">gives up</param>
    /// <returns>null when the PSP does not state these times</returns>
    /// <inheritdoc cref="RunAsync" path="/exception"/>
    public async Task<AuditResult?> LookLateAsync(DateTimeOffset since, Action<string> tell, CancellationToken cancellationToken)
    {
        if (await PendingWork.ReadAsync(options.Psp, cancellationToken) is not { } pending)
            return null;
        var settled = since + pending.SettlesWithin;
        if (_look is { } look && look.Began >= settled)
            return look.Result with { Pending = [.. pending.Describe()] };
        if (settled - time.GetUtcNow() is var left && left > TimeSpan.Zero)
        {
            // Never longer, even if the clock was changed.
            left = left < pending.SettlesWithin ? left : pending.SettlesWithin;
            tell(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"second look at the books in {Math.Ceiling(left.TotalSeconds):0} s: the PSP decides what it began within {pending.SettlesWithinSeconds} s"
                )
            );
            await Task.Delay(left, time, cancellationToken);
            // Before the look: an operation that ends in between is then listed and compared, and not overlooked.
            pending = await PendingWork.ReadAsync(options.Psp, cancellationToken) ?? pending;
        }
        var (replayed, stillOpen) = (_look?.Result.Replayed ?? 0, _look?.Result.StillOpen ?? 0);
        var settleWithin = options.SettleWithin < s_settleLate ? options.SettleWithin : s_settleLate;
        return await LookAsync(replayed, stillOpen, settleWithin, cancellationToken) with { Pending = [.. pending.Describe()] };
    }

    private async Task<AuditResult> LookAsync(long replayed, long stillOpen, TimeSpan settleWithin, CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        var compared = await ReconcileUntilSettledAsync(settleWithin, cancellationToken);
        var result = new AuditResult
        {
            Part = PartOf(compared),
            IsClean = compared.IsClean,
            Replayed = replayed,
            StillOpen = stillOpen,
            Notes = [.. Notes()],
        };
        _look = (began, result);
        return result;
    }

    private async Task<ReconciliationResult> ReconcileUntilSettledAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var result = await ReconcileAsync(cancellationToken);
            if (result.IsClean || time.GetElapsedTime(started) + s_pause > within)
                return result;
            await Task.Delay(s_pause, time, cancellationToken);
        }
    }

    private async Task<ReconciliationResult> ReconcileAsync(CancellationToken cancellationToken)
    {
        using var violations = new ViolationFile(options);
        var result = await new Reconciler(options.Folder)
        {
            Present = () => Present,
            Covers = (told, order) => options.Books.Where(book => book.Tells.Contains(told)).All(book => book.Covers(order)),
        }.RunAsync(Witnesses.Select(witness => witness.ReadAsync(cancellationToken)), violations.Write, cancellationToken);
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
        foreach (var gap in Witnesses.Select(witness => witness.Gap).OfType<string>())
            yield return gap;
        foreach (var note in JudgeTable.NotApplied(Present))
            yield return note;
        foreach (var (known, asked) in options.Books.OfType<PaymentStateWitness>().Select(states => states.Coverage))
        {
            if (asked < known)
                yield return $"states were compared for {asked} of {known} payments; amounts were compared for all";
        }
    }
}
