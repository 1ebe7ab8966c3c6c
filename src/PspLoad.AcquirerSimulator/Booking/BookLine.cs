using PspLoad.AcquirerSimulator.Operations;

namespace PspLoad.AcquirerSimulator.Booking;

/// <summary>A line of the exported book.</summary>
public sealed record BookLine(
    long Sequence,
    DateTimeOffset At,
    Operation Operation,
    string Reference,
    string? Parent,
    string? OrderId,
    long Amount,
    string? Currency,
    string? Card,
    Outcome Outcome,
    string? Reason,
    int Attempts,
    int Charges
);
