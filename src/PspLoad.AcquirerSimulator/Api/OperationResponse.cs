using PspLoad.AcquirerSimulator.Booking;
using PspLoad.AcquirerSimulator.Operations;

namespace PspLoad.AcquirerSimulator.Api;

/// <summary>The answer to an operation or a lookup.</summary>
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
