using PspLoad.Payments.Books;
using PspLoad.Payments.Client;

namespace PspLoad.Payments.Audit;

/// <summary>What is compared with what.</summary>
public sealed record AuditOptions
{
    /// <summary>Of the run: its journal is read, its violations are written.</summary>
    public required string Folder { get; init; }

    /// <summary>Repeats the keys of operations without an outcome; writes into the run's journal.</summary>
    public required PspClient Psp { get; init; }

    /// <summary>Everyone but the client: <see cref="ReferenceBooks"/>, or another PSP's books.</summary>
    public required IReadOnlyList<IWitness> Books { get; init; }

    /// <summary>False: no witness speaks for the acquirer, so nobody is blamed for what it does not say.</summary>
    public required bool HasAcquirer { get; init; }

    /// <summary>When the measured phase began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    public IReadOnlyList<FaultPeriod> Faults { get; init; } = [];

    /// <summary>How long keys are repeated; longer than the PSP takes to give an authorisation up.</summary>
    public TimeSpan ResolveWithin { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>How long the books may take to settle: a reversal is on its way, a recovery is at work. What is wrong after that is wrong.</summary>
    public TimeSpan SettleWithin { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>When a fault may have been felt, seconds since the measured phase began.</summary>
/// <param name="Name">of the fault</param>
/// <param name="From">injection</param>
/// <param name="To">recovery</param>
public sealed record FaultPeriod(string Name, double From, double To);
