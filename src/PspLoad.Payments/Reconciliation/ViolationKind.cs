namespace PspLoad.Payments.Reconciliation;

/// <summary>What is wrong with an order's money. Every kind means exit code 5.</summary>
public enum ViolationKind
{
    /// <summary>Acknowledged to the client, and not in the PSP's books.</summary>
    Lost,

    /// <summary>In the PSP's books more often than it was acknowledged.</summary>
    Duplicated,

    /// <summary>In the PSP's books although nobody asked for it, or the client was told that it did not take place.</summary>
    Phantom,

    /// <summary>Stored with another amount or currency than was acknowledged.</summary>
    AmountMismatch,

    /// <summary>The payment's state is not the one that the client was told last.</summary>
    StateMismatch,

    /// <summary>The same key was answered in two ways that cannot both be true.</summary>
    ContradictoryAnswers,

    /// <summary>The acquirer carried out more than the PSP's books say: the cardholder pays twice.</summary>
    DoubleCharge,

    /// <summary>The acquirer charged, gave it back to nobody, and the PSP's books know nothing of it.</summary>
    UnbookedCharge,

    /// <summary>In the PSP's books, but the acquirer never carried it out.</summary>
    MissingCharge,

    /// <summary>Debits and credits of a stored operation differ.</summary>
    UnbalancedLedger,

    /// <summary>More captured than authorised, or more refunded than captured.</summary>
    OverdrawnPayment,

    /// <summary>The outcome of an operation is still unknown after its key was repeated.</summary>
    Unresolved,
}
