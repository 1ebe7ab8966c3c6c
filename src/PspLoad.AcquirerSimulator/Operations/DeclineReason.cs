namespace PspLoad.AcquirerSimulator.Operations;

/// <summary>Why an operation was declined.</summary>
public static class DeclineReason
{
    public const string DoNotHonor = "do_not_honor";
    public const string InsufficientFunds = "insufficient_funds";
    public const string InvalidCard = "invalid_card";
    public const string ExpiredCard = "expired_card";
    public const string ParentNotFound = "parent_not_found";
    public const string ParentNotApproved = "parent_not_approved";
    public const string ParentVoided = "parent_voided";
    public const string AlreadyCaptured = "already_captured";
    public const string AmountExceedsAuthorized = "amount_exceeds_authorized";
    public const string AmountExceedsCaptured = "amount_exceeds_captured";
    public const string CurrencyMismatch = "currency_mismatch";

    /// <summary>The reference was voided before it arrived.</summary>
    public const string Reversed = "reversed";
}
