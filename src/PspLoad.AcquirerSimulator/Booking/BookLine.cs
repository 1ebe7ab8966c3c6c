using PspLoad.AcquirerSimulator.Operations;

namespace PspLoad.AcquirerSimulator.Booking;

/// <summary>A line of the exported book.</summary>
/// <param name="Epoch">the book: new at the start of the process and when the book is emptied, because the sequence then starts again at 1</param>
/// <param name="Sequence">order of booking, from 1</param>
/// <param name="At">when it was booked</param>
/// <param name="Operation">what was asked for</param>
/// <param name="Reference">the PSP's name for it</param>
/// <param name="Parent">reference of the authorize or sale that it acts on</param>
/// <param name="OrderId">the order</param>
/// <param name="Amount">minor units</param>
/// <param name="Currency">ISO 4217 code</param>
/// <param name="Card">first six and last four digits</param>
/// <param name="Outcome">approved, declined or error</param>
/// <param name="Reason">of a decline</param>
/// <param name="Attempts">number of requests</param>
/// <param name="Charges">how often it took place: 0 or 1</param>
public sealed record BookLine(
    string Epoch,
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
