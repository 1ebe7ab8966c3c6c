using PspLoad.ReferencePsp.Payments;

namespace PspLoad.ReferencePsp.Storage;

/// <summary>What became of the attempt to begin an operation.</summary>
public abstract record IntentResult
{
    private IntentResult() { }

    /// <summary>Recorded: the acquirer may be asked now.</summary>
    public sealed record Started(Operation Operation, Payment Payment) : IntentResult;

    /// <summary>Needed no acquirer: begun and finished in one transaction.</summary>
    public sealed record Finished(Outcome Outcome) : IntentResult;

    /// <summary>The key came before.</summary>
    public sealed record Existing(StoredOperation Stored) : IntentResult;

    /// <summary>The payment's state doesn't allow it; nothing was stored, not even the key.</summary>
    public sealed record Refused(TransitionCheck Check, Payment Payment) : IntentResult;

    /// <summary>The merchant has no such payment.</summary>
    public sealed record NotFound : IntentResult;
}
