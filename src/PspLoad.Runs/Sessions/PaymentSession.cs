using PspLoad.Core.Load;
using PspLoad.Core.Results;
using PspLoad.Core.Scenarios;
using PspLoad.Load.Health;
using PspLoad.Load.Http;
using PspLoad.Load.Http.Sockets;
using PspLoad.Load.Results;
using PspLoad.Load.Runs;
using PspLoad.Payments.Audit;
using PspLoad.Payments.Books;
using PspLoad.Payments.Client;
using PspLoad.Payments.Data;
using PspLoad.Payments.Flows;
using PspLoad.Payments.Journal;
using PspLoad.Payments.Notifications;

namespace PspLoad.Runs.Sessions;

/// <summary>The payment side of a run against the reference PSP's API: client, journal and books.</summary>
public sealed class PaymentSession : IPaymentSession
{
    /// <summary>Payments that are read one by one in the second look after several runs. The first look of each run has read more of them.</summary>
    private const int MostShownAgain = 5_000;

    /// <summary>Time-out of requests after the load.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan s_longestConnect = TimeSpan.FromSeconds(5);

    private readonly string _folder;
    private readonly PaymentTarget _target;
    private readonly IHttpTransport _transport;
    private readonly PaymentJournal _journal;
    private readonly PspClient _psp;
    private readonly AcquirerAdmin? _acquirer;
    private readonly NotificationReceiver? _webhooks;
    private readonly Shop _shop;
    private BooksMark _mark;

    /// <summary>The run was killed, and it is not known which part of the books is its own.</summary>
    private bool _endIsUnknown;

    private PaymentSession(
        string folder,
        PaymentTarget target,
        double thinkTime,
        IHttpTransport transport,
        PaymentJournal journal,
        PspClient psp,
        AcquirerAdmin? acquirer,
        NotificationReceiver? webhooks,
        BooksMark mark
    )
    {
        (this._folder, this._target, this._transport, this._journal, this._psp, this._acquirer, this._webhooks, this._mark) = (
            folder,
            target,
            transport,
            journal,
            psp,
            acquirer,
            webhooks,
            mark
        );
        _shop = new Shop
        {
            // A resumed run places no orders; a mark of an earlier version does not name the run.
            Run = mark.Run ?? RunName.ForStart(TimeProvider.System.GetUtcNow()),
            Psp = psp,
            Orders = new GeneratedOrders(),
            ThinkTime = thinkTime,
        };
    }

    /// <summary>Starts a journal, and records the end of the books before the first payment.</summary>
    /// <exception cref="Core.Errors.OperationFailedException">the PSP or the acquirer does not answer</exception>
    public static Task<PaymentSession> BeginAsync(
        string folder,
        PaymentTarget target,
        Scenario scenario,
        Func<HttpTransportOptions, IHttpTransport> carrierOf,
        CancellationToken cancellationToken
    )
    {
        DescriptorLimit.EnsureFor(RecordedRun.ModelOf(scenario.Load).MaxConcurrency);
        return OpenAsync(
            folder,
            folder,
            target,
            scenario.Timeout,
            scenario.ThinkTime,
            carrierOf,
            new PaymentJournal(Path.Combine(folder, ResultFiles.Journal)),
            async (client, book) =>
            {
                var end = await BooksMark.TakeAsync(client, book, RunName.ForStart(TimeProvider.System.GetUtcNow()), TimeProvider.System, cancellationToken);
                end.Save(folder);
                return end;
            }
        );
    }

    /// <summary>Asks the PSP for an order that nobody placed. It moves no money.</summary>
    /// <returns>why no load can be driven there, in one line; null if the PSP answers the merchant</returns>
    public static async Task<string?> RefuseAsync(PaymentTarget target, CancellationToken cancellationToken)
    {
        await using var carrier = new SocketTransport(
            new HttpTransportOptions
            {
                Target = target.Target,
                Tls = target.Tls,
                ReadTimeout = s_longestConnect,
            }
        );
        return await PspProbe.RefuseAsync(carrier, target.Target, target.Merchant, TimeProvider.System, cancellationToken);
    }

    /// <summary>Continues the journal of a run that has ended in any way. A run that was killed ended where its merchant's next one began.</summary>
    /// <param name="folder">of the run</param>
    /// <param name="target">where its payments went</param>
    /// <param name="results">folder of all runs, if the run's folder is not in one</param>
    public static async Task<PaymentSession> ResumeAsync(string folder, PaymentTarget target, string results)
    {
        var session = await OpenAsync(
            folder,
            folder,
            target,
            s_patience,
            0,
            options => new SocketTransport(options),
            PaymentJournal.Resume(Path.Combine(folder, ResultFiles.Journal)),
            (_, _) => Task.FromResult(EndedMark(folder, RunLocator.ResultsOf(folder) ?? results))
        );
        session._endIsUnknown = session._mark.End is null;
        return session;
    }

    private static BooksMark EndedMark(string folder, string results)
    {
        var mark = BooksMark.Load(folder);
        return mark.End is null ? mark with { End = mark.NextBegin(results) } : mark;
    }

    /// <inheritdoc cref="Capacity.ICapacityPlatform.LookAgainAsync"/>
    /// <param name="target">where the payments went</param>
    public static async Task<BooksOutcome> LookAgainAsync(
        string folder,
        IReadOnlyList<string> runs,
        PaymentTarget target,
        DateTimeOffset ended,
        Action<string> tell,
        CancellationToken cancellationToken
    )
    {
        List<string> paid = [.. runs.Where(run => File.Exists(Path.Combine(run, BooksMark.FileName)))];
        if (paid.Count == 0)
            return new BooksOutcome(null, []);
        await using var session = await OpenAsync(
            folder,
            paid[^1],
            target,
            s_patience,
            0,
            options => new SocketTransport(options),
            PaymentJournal.Resume(Path.Combine(paid[^1], ResultFiles.Journal)),
            (_, _) => Task.FromResult(BooksMark.Together([.. paid.Select(BooksMark.Load)]))
        );
        var audit = new PaymentAudit(
            new AuditOptions
            {
                Folder = folder,
                Runs = paid,
                Psp = session._psp,
                Books = ReferenceBooks.Witnesses(session._psp, session._acquirer, target.Database, session._mark, paid, MostShownAgain),
                StartedAt = session._mark.Began,
            },
            TimeProvider.System
        );
        return await audit.LookLateAsync(ended, tell, cancellationToken) is { } result
            ? new BooksOutcome(result.Part, session.Findings(result, []))
            : new BooksOutcome(null, [NotCompared(PaymentAudit.NoSecondLook)]);
    }

    public IFlow FlowOf(string name) => FlowCatalogue.Create(name, _shop);

    public async Task<BooksOutcome> ReconcileAsync(
        DateTimeOffset startedAt,
        IReadOnlyList<FaultPart> faults,
        Action<string>? secondLook,
        CancellationToken cancellationToken
    )
    {
        var books = ReferenceBooks.Witnesses(_psp, _acquirer, _target.Database, _mark, _folder);
        var audit = new PaymentAudit(
            new AuditOptions
            {
                Folder = _folder,
                Psp = _psp,
                Books = books,
                StartedAt = startedAt,
                Faults = [.. faults.Select(WindowOf)],
                ResolveWithin = _target.ResolveWithin,
                SettleWithin = _target.SettleWithin,
            },
            TimeProvider.System
        );
        var result = await audit.RunAsync(cancellationToken);
        // Before the second look, which has to wait anyway.
        var (agrees, differences) = await CompareReplicasAsync(cancellationToken);
        if (secondLook is not null)
            result = await audit.LookAgainAsync(result, secondLook, cancellationToken);
        (_mark = _mark.EndedAt(books)).Save(_folder);
        return new BooksOutcome(result.Part with { ReplicaAgrees = agrees }, Findings(result, differences));
    }

    private async Task<(bool? Agrees, IReadOnlyList<string> Differences)> CompareReplicasAsync(CancellationToken cancellationToken) =>
        _target.Replicas is { } replicas ? await replicas(cancellationToken) : (null, ["there is no replica to compare with the primary"]);

    private static FindingPart NotCompared(string note) => new(FindingId.NotCompared, Severity.Warning, note);

    private List<FindingPart> Findings(AuditResult result, IReadOnlyList<string> replicas)
    {
        List<FindingPart> findings =
        [
            .. result.Notes.Concat(replicas).Select(NotCompared),
            .. result.Pending.Select(pending => new FindingPart(FindingId.Pending, Severity.Warning, pending)),
        ];
        findings.AddRange((_webhooks?.Refusals ?? []).Select(NotCompared));
        if (_endIsUnknown)
        {
            findings.Add(
                NotCompared(
                    "the run was never reconciled before, and no later run of its merchant is known: everything that the books have until now counts as its own"
                )
            );
        }
        findings.AddRange(HttpRemarks.Of(_transport.Connections));
        return findings;
    }

    public async ValueTask DisposeAsync()
    {
        if (_webhooks is not null)
            await _webhooks.DisposeAsync();
        _psp.Dispose();
        _journal.Dispose();
        await _transport.DisposeAsync();
        _target.Acquirer?.Dispose();
    }

    /// <param name="received">folder of the run that keeps the webhooks</param>
    private static async Task<PaymentSession> OpenAsync(
        string folder,
        string received,
        PaymentTarget target,
        TimeSpan timeout,
        double thinkTime,
        Func<HttpTransportOptions, IHttpTransport> carrierOf,
        PaymentJournal journal,
        Func<PspClient, AcquirerAdmin?, Task<BooksMark>> markOf
    )
    {
        var carrier = carrierOf(
            new HttpTransportOptions
            {
                Target = target.Target,
                Tls = target.Tls,
                ReadTimeout = timeout,
                ConnectTimeout = timeout < s_longestConnect ? timeout : s_longestConnect,
            }
        );
        var client = new PspClient(carrier, target.Target, target.Merchant, journal, TimeProvider.System);
        var book = target.Acquirer is { } http ? new AcquirerAdmin(http) : null;
        NotificationReceiver? webhooks = null;
        try
        {
            webhooks = target.Webhooks is { } options ? new NotificationReceiver(options, received, TimeProvider.System) : null;
            return new PaymentSession(folder, target, thinkTime, carrier, journal, client, book, webhooks, await markOf(client, book));
        }
        catch
        {
            if (webhooks is not null)
                await webhooks.DisposeAsync();
            client.Dispose();
            journal.Dispose();
            await carrier.DisposeAsync();
            throw;
        }
    }

    private static FaultPeriod WindowOf(FaultPart fault) =>
        new(fault.Name, fault.InjectedAtSeconds, fault.InjectedAtSeconds + (fault.RecoveredAfterSeconds ?? fault.LastErrorAfterSeconds ?? 0));
}
