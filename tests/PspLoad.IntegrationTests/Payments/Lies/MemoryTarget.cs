using PspLoad.Core.Results;
using PspLoad.Core.Runs.Faults;
using PspLoad.Core.Scenarios;
using PspLoad.Load.Http;
using PspLoad.Load.Http.Sockets;
using PspLoad.LyingPsp;
using PspLoad.Payments.Client;
using PspLoad.Payments.Replicas;
using PspLoad.Runs;
using PspLoad.Runs.Origins;
using PspLoad.Runs.Sessions;

namespace PspLoad.IntegrationTests.Payments.Lies;

/// <summary>A PSP in memory as the target of a run. Unlike a bare URL it has an acquirer and a database to compare with.</summary>
/// <param name="psp">the PSP</param>
/// <param name="scenario">scenario to run</param>
/// <param name="resolveWithin">how long keys are replayed</param>
/// <param name="settleWithin">how long the books may take to settle</param>
internal sealed class MemoryTarget(MemoryPsp psp, Scenario scenario, TimeSpan resolveWithin, TimeSpan settleWithin) : IPlatform
{
    public string Name => "memory";

    /// <summary>It does not claim a CPU of its own: many runs share this process.</summary>
    public bool TargetIsLocal => false;

    public IFaults? Faults => null;

    public ProvenancePart Provenance => ProcessProvenance.Describe(AppContext.BaseDirectory, psp.Address.ToString(), isLab: false);

    public Task BringUpAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task ProvisionAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task VerifyAsync(string folder, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<IPaymentSession> OpenPaymentsAsync(string folder, CancellationToken cancellationToken) =>
        await PaymentSession.BeginAsync(folder, Payments(), scenario, options => new SocketTransport(options), cancellationToken);

    public Task<IPaymentSession> ResumePaymentsAsync(string folder, CancellationToken cancellationToken) =>
        throw new NotSupportedException("these runs are reconciled once");

    public Task WatchHostsAsync(string folder, RunClock clock, CancellationToken over) => Task.CompletedTask;

    public Task<IReadOnlyList<HostPart>> DescribeHostsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<HostPart>>([]);

    public Task TearDownAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private PaymentTarget Payments() =>
        new(
            new HttpTarget(psp.Address),
            new TlsOptions(),
            new MerchantCredentials(MemoryPsp.MerchantKey, MemoryPsp.MerchantSecret),
            new HttpClient { BaseAddress = psp.Address },
            _ => Task.FromResult<SqlQuery>(psp.QueryAsync),
            Webhooks: null,
            Replicas: null
        )
        {
            ResolveWithin = resolveWithin,
            SettleWithin = settleWithin,
        };
}
