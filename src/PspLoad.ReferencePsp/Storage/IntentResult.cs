using PspLoad.ReferencePsp.Contracts;
using PspLoad.ReferencePsp.Payments;

namespace PspLoad.ReferencePsp.Storage;

/// <summary>The result of an attempt to begin an operation.</summary>
public abstract record IntentResult
{
    private IntentResult() { }

    /// <summary>The intent is recorded; ask the acquirer now.</summary>
    public sealed record Started(Operation Operation, Payment Payment) : IntentResult;

    /// <summary>The acquirer was not needed: begun and finished in one transaction.</summary>
    public sealed record Finished(Outcome Outcome) : IntentResult;

    /// <summary>The key was used before.</summary>
    public sealed record Existing(StoredOperation Stored) : IntentResult;

    /// <summary>The payment's state does not allow the operation. Nothing was stored, not even the key.</summary>
    public sealed record Refused(TransitionCheck Check, Payment Payment) : IntentResult;

    /// <summary>The merchant has no such payment.</summary>
    public sealed record NotFound : IntentResult;
}

/// <summary>An operation as stored in the database.</summary>
/// <param name="Operation">the intent</param>
/// <param name="Status">pending, or how it ended</param>
/// <param name="OwnerGone">the owning process no longer holds its named lock</param>
/// <param name="Age">since the intent was recorded, by the database's clock</param>
/// <param name="Response">the answer to the client; null while pending</param>
public sealed record StoredOperation(Operation Operation, OperationStatus Status, bool OwnerGone, TimeSpan Age, ApiResponse? Response);
