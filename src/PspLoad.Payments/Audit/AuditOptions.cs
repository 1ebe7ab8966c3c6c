using PspLoad.Payments.Books;
using PspLoad.Payments.Client;

namespace PspLoad.Payments.Audit;

/// <summary>What an audit compares.</summary>
public sealed record AuditOptions
{
    public static TimeSpan StandardResolveWithin { get; } = TimeSpan.FromSeconds(90);

    public static TimeSpan StandardSettleWithin { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Folder of the run. violations.ndjson is written into it.</summary>
    public required string Folder { get; init; }

    /// <summary>Folders whose journals are read: more than one where several runs are looked at together.</summary>
    public IReadOnlyList<string> Runs
    {
        get => field ?? [Folder];
        init;
    }

    /// <summary>Client that replays the keys of operations without an outcome and writes the answers into the run's journal.</summary>
    public required PspClient Psp { get; init; }

    /// <summary>All witnesses except the journal: <see cref="ReferenceBooks"/>, or those of another PSP.</summary>
    public required IReadOnlyList<IWitness> Books { get; init; }

    /// <summary>When the measured phase began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    public IReadOnlyList<FaultPeriod> Faults { get; init; } = [];

    /// <summary>How long keys are replayed. Must exceed the time after which the PSP gives up an authorisation.</summary>
    public TimeSpan ResolveWithin { get; init; } = StandardResolveWithin;

    /// <summary>How long the books may take to settle after pending reversals and recoveries. Violations that remain after it count.</summary>
    public TimeSpan SettleWithin { get; init; } = StandardSettleWithin;
}

/// <summary>Period in which a fault may have affected payments, in seconds since the measured phase began.</summary>
/// <param name="Name">name of the fault</param>
/// <param name="From">time of the injection</param>
/// <param name="To">time of the recovery</param>
public sealed record FaultPeriod(string Name, double From, double To);
