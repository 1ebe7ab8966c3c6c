using Microsoft.Extensions.Time.Testing;
using PspLoad.Core.Results;
using PspLoad.Load.Http;
using PspLoad.Payments.Audit;
using PspLoad.Payments.Books;
using PspLoad.Payments.Client;
using PspLoad.Payments.Data;
using PspLoad.Payments.Flows;
using PspLoad.Payments.Journal;
using PspLoad.Payments.Judging;
using PspLoad.Payments.Stories;

namespace PspLoad.UnitTests.Payments.Flows;

/// <summary>Flows, journal and audit of a run against a model PSP.</summary>
internal sealed class ModelWorld : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };
    private readonly PaymentJournal _journal;

    public ModelWorld(Func<string, Lie>? lieOf = null, IOrderFeed? orders = null)
    {
        Model = new ModelPsp(lieOf ?? (_ => Lie.None));
        Transport = new ModelTransport(Model.Handle, () => _time.GetUtcNow());
        _journal = new PaymentJournal(Path.Combine(Folder, ResultFiles.Journal), 64 * 1024);
        Psp = new PspClient(Transport, ModelTransport.Target, new MerchantCredentials(ModelTransport.Key, ModelTransport.Secret), _journal, _time);
        Shop = new Shop
        {
            Run = RunName.ForStart(_time.GetUtcNow()),
            Psp = Psp,
            Orders = orders ?? new GeneratedOrders(),
        };
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("pspload-flows-").FullName;

    public ModelPsp Model { get; }

    public ModelTransport Transport { get; }

    public PspClient Psp { get; }

    public Shop Shop { get; }

    public IReadOnlyList<StoryRecord> Journal => [.. JournalReader.Read(Path.Combine(Folder, ResultFiles.Journal))];

    public async Task<OneIteration> RunAsync(string flow, long number, int seed = 1)
    {
        var iteration = new OneIteration(number, seed);
        await FlowCatalogue.Create(flow, Shop).RunAsync(iteration);
        return iteration;
    }

    /// <summary>Another client with the same journal. The caller disposes of it.</summary>
    public PspClient NewClient(IHttpTransport transport) =>
        new(transport, ModelTransport.Target, new MerchantCredentials(ModelTransport.Key, ModelTransport.Secret), _journal, _time);

    public Task<AuditResult> AuditAsync() => NewAudit(_time).RunAsync(CancellationToken.None);

    /// <param name="time">clock of the audit's pauses</param>
    public PaymentAudit NewAudit(TimeProvider time) =>
        new(
            new AuditOptions
            {
                Folder = Folder,
                Psp = Psp,
                Books = [new ModelBooks(Model), new PaymentStateWitness(Psp, Path.Combine(Folder, ResultFiles.Journal))],
                StartedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
                ResolveWithin = TimeSpan.Zero,
                SettleWithin = TimeSpan.Zero,
            },
            time
        );

    public void Dispose()
    {
        Psp.Dispose();
        _journal.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private sealed class ModelBooks(ModelPsp model) : IWitness
    {
        public string Name => "model";

        public IReadOnlyList<Witness> Tells { get; } = [Witness.Booked, Witness.Charged];

        public IAsyncEnumerable<StoryRecord> ReadAsync(CancellationToken cancellationToken) => model.Books.ToAsyncEnumerable();
    }
}
