using PspLoad.AcquirerSimulator.Operations;

namespace PspLoad.AcquirerSimulator.Booking;

/// <summary>The acquirer's own rules on captures, voids and refunds: the PSP's mistakes are declined, not followed.</summary>
internal static class BookRules
{
    /// <returns>why it is declined, or null</returns>
    public static string? Check(OperationRequest request, Operation operation, BookEntry? parent) =>
        operation switch
        {
            Operation.Void => CheckVoid(parent),
            _ when parent is null => DeclineReason.ParentNotFound,
            _ when parent.Outcome != Outcome.Approved => DeclineReason.ParentNotApproved,
            _ when parent.Voided => DeclineReason.ParentVoided,
            _ when parent.Currency != request.Currency => DeclineReason.CurrencyMismatch,
            Operation.Capture when request.Amount > parent.Amount - parent.Captured => DeclineReason.AmountExceedsAuthorized,
            Operation.Refund when request.Amount > parent.Captured - parent.Refunded => DeclineReason.AmountExceedsCaptured,
            _ => null,
        };

    /// <summary>Moves the money of an approved operation.</summary>
    public static void Apply(BookEntry entry, BookEntry? parent)
    {
        switch (entry.Operation)
        {
            case Operation.Sale:
                entry.Captured = entry.Amount;
                break;
            case Operation.Capture:
                parent!.Captured += entry.Amount;
                break;
            case Operation.Refund:
                parent!.Refunded += entry.Amount;
                break;
            case Operation.Void when parent is { Outcome: Outcome.Approved }:
                parent.Voided = true;
                parent.Captured = 0;
                (entry.Amount, entry.Currency) = (parent.Amount, parent.Currency);
                break;
        }
    }

    /// <summary>An unknown, declined or failed parent is voided without effect: "void by reference" is always a safe end.</summary>
    private static string? CheckVoid(BookEntry? parent) =>
        parent switch
        {
            not { Outcome: Outcome.Approved } => null,
            { Voided: true } => DeclineReason.ParentVoided,
            { Operation: Operation.Authorize, Captured: > 0 } or { Refunded: > 0 } => DeclineReason.AlreadyCaptured,
            _ => null,
        };
}
