using PspLoad.Core.Load;
using PspLoad.Core.Results;
using PspLoad.Core.Scenarios;
using PspLoad.Load.Health;
using PspLoad.Load.Http;
using PspLoad.Load.Http.Sockets;
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
    private readonly string _folder;
    private readonly PaymentTarget _target;
    private readonly IHttpTransport _transport;
    private readonly PaymentJournal _journal;
    private readonly PspClient _psp;
    private readonly AcquirerAdmin? _acquirer;
    private readonly NotificationReceiver? _webhooks;
    private readonly BooksMark _mark;
    private readonly Shop _shop;

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

    /// <summary>Continues the journal of a run that has ended in any way.</summary>
    public static Task<PaymentSession> ResumeAsync(string folder, PaymentTarget target) =>
        OpenAsync(
            folder,
            target,
            TimeSpan.FromSeconds(10),
            0,
            options => new SocketTransport(options),
            PaymentJournal.Resume(Path.Combine(folder, ResultFiles.Journal)),
            (_, _) => Task.FromResult(BooksMark.Load(folder))
        );

    public IFlow FlowOf(string name) => FlowCatalogue.Create(name, _shop);

    public async Task<BooksOutcome> ReconcileAsync(DateTimeOffset startedAt, IReadOnlyList<FaultPart> faults, CancellationToken cancellationToken)
    {
        var audit = new PaymentAudit(
            new AuditOptions
            {
                Folder = _folder,
                Psp = _psp,
                Books = ReferenceBooks.Witnesses(_psp, _acquirer, _target.Database, _mark, _folder),
                StartedAt = startedAt,
                Faults = [.. faults.Select(WindowOf)],
            },
            TimeProvider.System
        );
        var result = await audit.RunAsync(cancellationToken);
        if (_target.Replicas is not { } replicas)
            return new BooksOutcome(result.Part, Findings([.. result.Notes, "there is no replica to compare with the primary"]));
        var (agrees, differences) = await replicas(cancellationToken);
        return new BooksOutcome(result.Part with { ReplicaAgrees = agrees }, Findings([.. result.Notes, .. differences]));
    }

    private List<FindingPart> Findings(IEnumerable<string> notCompared)
    {
        List<FindingPart> findings = [.. notCompared.Select(note => new FindingPart(FindingId.NotCompared, Severity.Warning, note))];
        findings.AddRange((_webhooks?.Refusals ?? []).Select(refusal => new FindingPart(FindingId.NotCompared, Severity.Warning, refusal)));
        if (_transport.Connections.Resent is > 0 and var resent)
        {
            findings.Add(
                new(
                    FindingId.Resent,
                    Severity.Info,
                    $"{resent} × a request was sent again on a new connection, because the server closed the used "
                        + $"one before it answered (RFC 9112, 9.3.1); its time counts from the first"
                )
            );
        }

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

    private static async Task<PaymentSession> OpenAsync(
        string folder,
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
            webhooks = target.Webhooks is { } options ? new NotificationReceiver(options, folder, TimeProvider.System) : null;
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

    private static readonly TimeSpan s_longestConnect = TimeSpan.FromSeconds(5);

    private static FaultPeriod WindowOf(FaultPart fault) =>
        new(fault.Name, fault.InjectedAtSeconds, fault.InjectedAtSeconds + (fault.RecoveredAfterSeconds ?? fault.LastErrorAfterSeconds ?? 0));
}
