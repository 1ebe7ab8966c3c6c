using PspLoad.AcquirerSimulator.Operations;

namespace PspLoad.AcquirerSimulator.Booking;

/// <summary>The acquirer's rules for captures, voids and refunds. It declines what the PSP gets wrong.</summary>
internal static class BookRules
{
    /// <param name="request">what the PSP asks for</param>
    /// <param name="operation">capture, void or refund</param>
    /// <param name="parent">what it acts on</param>
    /// <param name="isChargedBack">the PSP has accepted a chargeback of the parent</param>
    /// <returns>the reason for a decline, or null</returns>
    public static string? Check(OperationRequest request, Operation operation, BookEntry? parent, bool isChargedBack) =>
        operation switch
        {
            Operation.Void => CheckVoid(parent, isChargedBack),
            _ when parent is null => DeclineReason.ParentNotFound,
            _ when parent.Outcome != Outcome.Approved => DeclineReason.ParentNotApproved,
            _ when parent.Voided => DeclineReason.ParentVoided,
            _ when parent.Currency != request.Currency => DeclineReason.CurrencyMismatch,
            Operation.Capture when request.Amount > parent.Amount - parent.Captured => DeclineReason.AmountExceedsAuthorized,
            Operation.Refund when request.Amount > Left(parent) => DeclineReason.AmountExceedsCaptured,
            _ => null,
        };

    /// <summary>What can be refunded or charged back, minor units.</summary>
    public static long Left(BookEntry charge) => charge.Captured - charge.Refunded - charge.ChargedBack;

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
            case Operation.Chargeback:
                parent!.ChargedBack += entry.Amount;
                break;
            case Operation.Void when parent is { Outcome: Outcome.Approved }:
                parent.Voided = true;
                parent.Captured = 0;
                (entry.Amount, entry.Currency) = (parent.Amount, parent.Currency);
                break;
        }
    }

    /// <summary>Voiding an unknown, declined or failed parent has no effect, so "void by reference" is always safe.</summary>
    private static string? CheckVoid(BookEntry? parent, bool isChargedBack) =>
        parent switch
        {
            not { Outcome: Outcome.Approved } => null,
            { Voided: true } => DeclineReason.ParentVoided,
            _ when isChargedBack => DeclineReason.AlreadyCaptured,
            { Operation: Operation.Authorize, Captured: > 0 } or { Refunded: > 0 } => DeclineReason.AlreadyCaptured,
            _ => null,
        };
}
