using PspLoad.Core.Results;
using PspLoad.IntegrationTests.Payments.Stack;
using PspLoad.Load;
using PspLoad.Load.Http;
using PspLoad.Load.Http.Sockets;
using PspLoad.Load.Plans;
using PspLoad.Load.Results;
using PspLoad.Payments.Audit;
using PspLoad.Payments.Books;
using PspLoad.Payments.Client;
using PspLoad.Payments.Flows;
using PspLoad.Payments.Journal;
using PspLoad.Payments.Notifications;
using PspLoad.Payments.Replicas;

namespace PspLoad.IntegrationTests.Payments.Flows;

/// <summary>Payment flows on the load engine, like a run: mark, load, audit, all in one folder.</summary>
internal sealed class FlowRun : IAsyncDisposable
{
    private readonly string _folder;
    private readonly AcquirerAdmin? _acquirer;
    private readonly SqlQuery? _database;
    private readonly string _run;
    private readonly SocketTransport _transport;
    private readonly PaymentJournal _journal;
    private readonly NotificationReceiver? _webhooks;

    /// <param name="folder">folder of the run; if it has a journal, the run is resumed</param>
    /// <param name="port">port of the front on this machine</param>
    /// <param name="webhooks">where the run receives webhooks; null: nowhere</param>
    /// <param name="acquirer">the acquirer to audit against; null for load without an audit</param>
    public FlowRun(string folder, int port, HttpClient? acquirer, SqlQuery? database = null, Uri? webhooks = null)
    {
        _folder = folder;
        _database = database;
        _run = File.Exists(Path.Combine(folder, BooksMark.FileName)) ? BooksMark.Load(folder).Run! : RunName.ForStart(TimeProvider.System.GetUtcNow());
        _acquirer = acquirer is null ? null : new AcquirerAdmin(acquirer);
        var target = new HttpTarget(new Uri($"http://127.0.0.1:{port}/"));
        _transport = new SocketTransport(new HttpTransportOptions { Target = target, ReadTimeout = TimeSpan.FromSeconds(2) });
        var path = Path.Combine(folder, ResultFiles.Journal);
        _journal = Directory.Exists(path) ? PaymentJournal.Resume(path) : new PaymentJournal(path);
        _webhooks = webhooks is null
            ? null
            : new NotificationReceiver(new NotificationOptions(webhooks, PaymentSystem.WebhookSecret), folder, TimeProvider.System);
        Psp = new PspClient(
            _transport,
            target,
            new MerchantCredentials(PaymentSystem.MerchantKey, PaymentSystem.MerchantSecret),
            _journal,
            TimeProvider.System
        );
    }

    public PspClient Psp { get; }

    public NotificationReceiver Webhooks => _webhooks!;

    public ConnectionCounts Connections => _transport.Connections;

    public async Task MarkAsync(CancellationToken cancellationToken) =>
        (await BooksMark.TakeAsync(Psp, _acquirer, _run, TimeProvider.System, cancellationToken)).Save(_folder);

    /// <param name="flows">names of the flows; empty for all</param>
    /// <param name="users">number of virtual users</param>
    /// <param name="duration">duration of the load</param>
    /// <param name="stop">ends the load earlier</param>
    public Task<LoadResult> LoadAsync(IReadOnlyCollection<string> flows, int users, TimeSpan duration, CancellationToken stop)
    {
        var shop = new Shop
        {
            Run = _run,
            Psp = Psp,
            ThinkTime = 0.01,
        };
        var plan = new LoadPlan
        {
            Flows = [.. (flows.Count == 0 ? FlowCatalogue.Names : flows).Select(name => new WeightedFlow(FlowCatalogue.Create(name, shop)))],
            Model = LoadModel.ConstantVus(users, duration),
            GracefulStop = TimeSpan.FromSeconds(5),
        };
        return new LoadRun(plan, TimeProvider.System).RunAsync(stop);
    }

    public Task<AuditResult> AuditAsync(TimeSpan settleWithin, CancellationToken cancellationToken) =>
        new PaymentAudit(
            new AuditOptions
            {
                Folder = _folder,
                Psp = Psp,
                Books = ReferenceBooks.Witnesses(Psp, _acquirer, _database is null ? null : _ => Task.FromResult(_database), BooksMark.Load(_folder), _folder),
                StartedAt = TimeProvider.System.GetUtcNow(),
                ResolveWithin = TimeSpan.FromSeconds(60),
                SettleWithin = settleWithin,
            },
            TimeProvider.System
        ).RunAsync(cancellationToken);

    public string Violations() => File.ReadAllText(Path.Combine(_folder, ResultFiles.Violations));

    public async ValueTask DisposeAsync()
    {
        if (_webhooks is not null)
            await _webhooks.DisposeAsync();
        Psp.Dispose();
        await _transport.DisposeAsync();
        _journal.Dispose();
    }
}
