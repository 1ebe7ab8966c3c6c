using PspLoad.Core.Results;
using PspLoad.Core.Runs.Faults;
using PspLoad.Core.Scenarios;
using PspLoad.IntegrationTests.Payments.Stack;
using PspLoad.Load.Http;
using PspLoad.Load.Http.Sockets;
using PspLoad.Payments.Client;
using PspLoad.Runs;
using PspLoad.Runs.Sessions;

namespace PspLoad.IntegrationTests.Payments.Flows;

/// <summary>The target of a whole run: a stack of processes, with all of its books.</summary>
/// <param name="ports">where the stack listens</param>
/// <param name="scenario">scenario to run</param>
internal sealed class StackPlatform(StackPorts ports, Scenario scenario) : IPlatform
{
    /// <summary>Called at a point of the run, with its name: <see cref="RunPoint"/>.</summary>
    public Func<RunPoint, Task> At { get; init; } = _ => Task.CompletedTask;

    public string Name => "stack";

    public bool TargetIsLocal => true;

    public IFaults? Faults => null;

    public ProvenancePart Provenance { get; } =
        new()
        {
            Version = "0",
            Command = "test",
            Injector = "here",
            Cpus = 1,
            IsLab = false,
            Target = "stack",
        };

    public Task BringUpAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task ProvisionAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task VerifyAsync(string folder, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<IPaymentSession> OpenPaymentsAsync(string folder, CancellationToken cancellationToken)
    {
        var session = await PaymentSession.BeginAsync(folder, Target(), scenario, options => new SocketTransport(options), cancellationToken);
        await At(RunPoint.BeforeLoad);
        return session;
    }

    public async Task<IPaymentSession> ResumePaymentsAsync(string folder, CancellationToken cancellationToken) =>
        await PaymentSession.ResumeAsync(folder, Target(), Path.GetTempPath());

    /// <summary>The second look after several runs.</summary>
    public Task<BooksOutcome> LookAgainAsync(string folder, IReadOnlyList<string> runs, Action<string> tell, CancellationToken cancellationToken) =>
        PaymentSession.LookAgainAsync(folder, runs, Target(), TimeProvider.System.GetUtcNow(), tell, cancellationToken);

    public Task WatchHostsAsync(string folder, RunClock clock, CancellationToken over) => Task.CompletedTask;

    public async Task<IReadOnlyList<HostPart>> DescribeHostsAsync(CancellationToken cancellationToken)
    {
        await At(RunPoint.Results);
        return [];
    }

    public Task TearDownAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private PaymentTarget Target() =>
        new(
            new HttpTarget(new Uri($"http://127.0.0.1:{ports.Psp}/")),
            new TlsOptions(),
            new MerchantCredentials(PaymentSystem.MerchantKey, PaymentSystem.MerchantSecret),
            AcquirerProcess.AdminClientAt(ports.AcquirerAdmin),
            async _ =>
            {
                await At(RunPoint.Reconciliation);
                return (sql, cancel) => MariaDbInstance.QueryAt(ports.Database, sql, cancel);
            },
            Webhooks: null,
            Replicas: null
        );
}

/// <summary>Ports on this machine.</summary>
internal sealed record StackPorts(int Psp, int AcquirerAdmin, int Database)
{
    public static StackPorts Of(FlowStack stack) => new(stack.A.Port, stack.Acquirer.AdminPort, stack.Database.Port);
}

/// <summary>A point of a run at which a test can kill it.</summary>
public enum RunPoint
{
    /// <summary>The books are marked, nothing was sent.</summary>
    BeforeLoad,

    Load,

    /// <summary>The load has ended, and some operations have no outcome.</summary>
    Resolution,

    /// <summary>The journal and the PSP's ledger were read, the database was not.</summary>
    Reconciliation,

    /// <summary>The first look was clean.</summary>
    SecondLook,

    /// <summary>The verdict on the money is known, run.json is not written.</summary>
    Results,
}
