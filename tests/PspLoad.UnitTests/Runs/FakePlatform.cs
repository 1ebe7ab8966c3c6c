using PspLoad.Capacity.Comparison;
using PspLoad.Core.Errors;
using PspLoad.Core.Load;
using PspLoad.Core.Results;
using PspLoad.Core.Runs.Faults;
using PspLoad.Core.Scenarios;
using PspLoad.Runs;
using PspLoad.Runs.Capacity;
using PspLoad.UnitTests.Core.Runs.Verdicts;

namespace PspLoad.UnitTests.Runs;

/// <summary>A platform, its payments and its faults. Records the calls and does nothing else.</summary>
internal sealed class FakePlatform(List<string> log) : ICapacityPlatform, IPaymentSession, IFaults
{
    /// <summary>Name of the call that fails, as in the log.</summary>
    public string? Fails { get; init; }

    public ReconciliationPart? Books { get; init; } = VerdictRulesTests.Books();

    /// <summary>The second look at the books after a search.</summary>
    public BooksOutcome SecondLook { get; init; } = new(VerdictRulesTests.Books(), []);

    /// <summary>Folders of the runs that the second look covered.</summary>
    public IReadOnlyList<string> LookedAt { get; private set; } = [];

    public string Name => "fake";

    public bool ReplicaIsOut { get; set; }

    public bool TargetIsLocal => false;

    public IFaults? Faults => this;

    public ProvenancePart Provenance =>
        new()
        {
            Version = "0",
            Command = "test",
            Injector = "here",
            Cpus = 2,
            IsLab = true,
            Target = "https://here",
        };

    public Task BringUpAsync(CancellationToken cancellationToken) => Note("up", cancellationToken);

    public Task ProvisionAsync(CancellationToken cancellationToken) => Note("provision", cancellationToken);

    public Task VerifyAsync(string folder, CancellationToken cancellationToken) => Note("verify", cancellationToken);

    public async Task<IPaymentSession> OpenPaymentsAsync(string folder, CancellationToken cancellationToken)
    {
        await Note("open", cancellationToken);
        return this;
    }

    public Task<IPaymentSession> ResumePaymentsAsync(string folder, CancellationToken cancellationToken) => OpenPaymentsAsync(folder, cancellationToken);

    public async Task WatchHostsAsync(string folder, RunClock clock, CancellationToken over)
    {
        var ended = new TaskCompletionSource();
        await using var registration = over.Register(ended.SetResult);
        await ended.Task;
    }

    public Task<IReadOnlyList<HostPart>> DescribeHostsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<HostPart>>([]);

    public Task TearDownAsync(CancellationToken cancellationToken) => Note("down", cancellationToken);

    public Task ApplyAsync(RoleSetting setting, CancellationToken cancellationToken) => Note($"apply {setting}", cancellationToken);

    public Task RestoreAsync(CancellationToken cancellationToken) => Note("restore", cancellationToken);

    public IFlow FlowOf(string name) => new FakeFlow(name);

    public async Task<BooksOutcome> ReconcileAsync(
        DateTimeOffset startedAt,
        IReadOnlyList<FaultPart> faults,
        Action<string>? secondLook,
        CancellationToken cancellationToken
    )
    {
        await Note(secondLook is null ? "reconcile" : "reconcile twice", cancellationToken);
        return new BooksOutcome(Books, []);
    }

    public async Task<BooksOutcome> LookAgainAsync(
        string folder,
        IReadOnlyList<string> runs,
        DateTimeOffset ended,
        Action<string> tell,
        CancellationToken cancellationToken
    )
    {
        await Note("look again", cancellationToken);
        LookedAt = runs;
        return SecondLook;
    }

    public async Task<IArmedFault> ArmAsync(PlannedFault planned, CancellationToken cancellationToken)
    {
        await Note("arm", cancellationToken);
        return new FakeFault(this);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task Note(string what, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (log)
            log.Add(what);
        return Fails == what ? Task.FromException(new OperationFailedException(ExitCode.ProvisioningFailed, $"{what} failed", "mend it")) : Task.CompletedTask;
    }

    private sealed class FakeFault(FakePlatform platform) : IArmedFault
    {
        public string Host => "app1";

        public async Task<string?> InjectAsync(CancellationToken cancellationToken)
        {
            await platform.Note("inject", cancellationToken);
            return null;
        }

        public async Task<string?> UndoAsync(CancellationToken cancellationToken)
        {
            await platform.Note("undo", cancellationToken);
            return null;
        }
    }

    private sealed class FakeFlow(string name) : IFlow
    {
        public string Name => name;

        public IReadOnlyList<string> Steps => [];

        public ValueTask RunAsync(IIteration iteration) => ValueTask.CompletedTask;
    }
}
