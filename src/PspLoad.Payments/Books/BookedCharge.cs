namespace PspLoad.Payments.Books;

/// <summary>A line of the acquirer's book; see docs/acquirer-simulator.md.</summary>
internal sealed record BookedCharge(
    long Sequence,
    DateTimeOffset At,
    string Operation,
    string Reference,
    string? Parent,
    string? OrderId,
    long Amount,
    string? Currency,
    string Outcome,
    int Charges
);
