using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.Core.Runs.Faults;

namespace PspLoad.Runs;

/// <summary>What the load is driven at: hosts that a run builds first, or a bare URL. What it was asked not to do, it does not.</summary>
public interface IPlatform
{
    /// <summary>Name of the environment, or <c>target</c>.</summary>
    string Name { get; }

    /// <summary>Makes the hosts, where they are a lab's.</summary>
    /// <exception cref="OperationFailedException">exit code 3</exception>
    Task BringUpAsync(CancellationToken cancellationToken);

    /// <inheritdoc cref="BringUpAsync"/>
    Task ProvisionAsync(CancellationToken cancellationToken);

    /// <summary>Proves that every role works; a role that does not ends the run.</summary>
    /// <param name="folder">of the run, for the evidence</param>
    /// <inheritdoc cref="BringUpAsync" path="/exception"/>
    Task VerifyAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Opens the payment side: the client's journal begins.</summary>
    /// <param name="folder">of the run</param>
    Task<IPaymentSession> OpenPaymentsAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Breaks its hosts; null where there is nothing that may be broken.</summary>
    IFaults? Faults { get; }

    /// <summary>Samples the hosts until it is told to end; returns then.</summary>
    /// <param name="folder">of the run, for the samples</param>
    /// <param name="clock">of the run</param>
    /// <param name="over">the load has ended</param>
    Task WatchHostsAsync(string folder, RunClock clock, CancellationToken over);

    /// <summary>The hosts, with what runs there. Empty for a bare URL.</summary>
    Task<IReadOnlyList<HostPart>> DescribeHostsAsync(CancellationToken cancellationToken);

    /// <summary>Where the load goes, and what this platform means for reading its figures.</summary>
    ProvenancePart Provenance { get; }

    /// <summary>The target shares the injector's CPUs.</summary>
    bool TargetIsLocal { get; }

    /// <summary>Removes what <see cref="BringUpAsync"/> made.</summary>
    Task TearDownAsync(CancellationToken cancellationToken);
}
