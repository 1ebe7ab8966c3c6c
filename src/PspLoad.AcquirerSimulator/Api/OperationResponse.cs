using PspLoad.AcquirerSimulator.Booking;
using PspLoad.AcquirerSimulator.Operations;

namespace PspLoad.AcquirerSimulator.Api;

/// <summary>What the acquirer answers to an operation and to a lookup.</summary>
public sealed record OperationResponse(
    Operation Operation,
    string Reference,
    Outcome Outcome,
    string? Reason,
    long Amount,
    string? Currency,
    string? AuthorizationCode,
    bool Replayed
)
{
    public static OperationResponse From(BookEntry entry, bool replayed) =>
        new(
            entry.Operation,
            entry.Reference,
            entry.Outcome,
            entry.Reason,
            entry.Amount,
            entry.Currency,
            entry.Outcome == Outcome.Approved ? entry.AuthorizationCode : null,
            replayed
        );
}
