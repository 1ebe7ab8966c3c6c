using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.Core.Runs.Faults;

namespace PspLoad.Runs;

/// <summary>The target of the load: hosts that the run builds first, or a bare URL. Steps that it was told to skip do nothing.</summary>
public interface IPlatform : IAsyncDisposable
{
    /// <summary>Name of the environment, or <c>target</c>.</summary>
    string Name { get; }

    /// <summary>Creates the hosts if they belong to a lab.</summary>
    /// <exception cref="OperationFailedException">exit code 3</exception>
    Task BringUpAsync(CancellationToken cancellationToken);

    /// <inheritdoc cref="BringUpAsync"/>
    Task ProvisionAsync(CancellationToken cancellationToken);

    /// <summary>Proves that every role works. A role that does not work ends the run.</summary>
    /// <param name="folder">of the run, for the evidence</param>
    /// <inheritdoc cref="BringUpAsync" path="/exception"/>
    Task VerifyAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Opens the payment side and starts the client's journal.</summary>
    /// <param name="folder">of the run</param>
    Task<IPaymentSession> OpenPaymentsAsync(string folder, CancellationToken cancellationToken);

    /// <summary>
    /// Continues the journal of a run that has ended in any way. From then on, provenance and the hosts' peaks are those that the run recorded.
    /// </summary>
    /// <param name="folder">of the run</param>
    Task<IPaymentSession> ResumePaymentsAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Injects faults into the hosts; null if nothing may be broken.</summary>
    IFaults? Faults { get; }

    /// <summary>Samples the hosts until the load has ended, then returns.</summary>
    /// <param name="folder">of the run, for the samples</param>
    /// <param name="clock">of the run</param>
    /// <param name="over">the load has ended</param>
    Task WatchHostsAsync(string folder, RunClock clock, CancellationToken over);

    /// <summary>The hosts and what runs on them. Empty for a bare URL.</summary>
    Task<IReadOnlyList<HostPart>> DescribeHostsAsync(CancellationToken cancellationToken);

    /// <summary>Where the load goes, and what this platform means for the interpretation of the figures.</summary>
    ProvenancePart Provenance { get; }

    /// <summary>The target shares the injector's CPUs.</summary>
    bool TargetIsLocal { get; }

    /// <summary>Removes what <see cref="BringUpAsync"/> created.</summary>
    Task TearDownAsync(CancellationToken cancellationToken);
}
