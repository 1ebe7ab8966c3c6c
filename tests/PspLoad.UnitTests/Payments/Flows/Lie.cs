namespace PspLoad.UnitTests.Payments.Flows;

/// <summary>What a faulty PSP does with the first operation of an order that moves money.</summary>
public enum Lie
{
    None,

    /// <summary>Acknowledges and charges, but does not book.</summary>
    Lose,

    /// <summary>Acknowledges, but does nothing.</summary>
    LoseEverything,

    /// <summary>Books and charges twice.</summary>
    Duplicate,

    /// <summary>Books an amount one less than acknowledged.</summary>
    Alter,

    /// <summary>The acquirer carries out one reference twice.</summary>
    ChargeTwice,

    /// <summary>Books, but never asks the acquirer.</summary>
    NeverCharge,

    /// <summary>Declines, but takes the money.</summary>
    TakeAfterDecline,

    /// <summary>Books debits without credits.</summary>
    Unbalance,

    /// <summary>Never answers, not even a replay.</summary>
    NeverAnswer,

    /// <summary>Honest; the answer is lost on the way.</summary>
    LoseAnswer,

    /// <summary>Honest; the request is lost on the way.</summary>
    LoseRequest,

    /// <summary>Honest; the connection is refused, so nothing is sent.</summary>
    Refuse,

    /// <summary>Honest; gives the payment up, reverses its charge at the acquirer and answers that it failed.</summary>
    GiveUp,

    /// <summary>Honest; answers 202 and completes the operation before the next request.</summary>
    Delay,
}
