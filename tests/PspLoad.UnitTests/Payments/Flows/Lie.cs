namespace PspLoad.UnitTests.Payments.Flows;

/// <summary>What a dishonest, forgetful or unlucky PSP does with the first money of an order.</summary>
public enum Lie
{
    None,

    /// <summary>Acknowledges, charges, and forgets to book.</summary>
    Lose,

    /// <summary>Acknowledges and does nothing at all.</summary>
    LoseEverything,

    /// <summary>Books and charges twice.</summary>
    Duplicate,

    /// <summary>Books one less than it acknowledges.</summary>
    Alter,

    /// <summary>The acquirer is asked twice under one reference, and does it twice.</summary>
    ChargeTwice,

    /// <summary>Books, and never asks the acquirer.</summary>
    NeverCharge,

    /// <summary>Declines, and takes the money all the same.</summary>
    TakeAfterDecline,

    /// <summary>Debits without credits.</summary>
    Unbalance,

    /// <summary>No answer is ever given, to no repetition either.</summary>
    NeverAnswer,

    /// <summary>Honest: does it, and the answer is lost on the way.</summary>
    LoseAnswer,

    /// <summary>Honest: the request is lost on the way.</summary>
    LoseRequest,

    /// <summary>Honest: nobody listens, nothing is sent.</summary>
    Refuse,

    /// <summary>Honest: says 202 and does it before it is asked again.</summary>
    Delay,
}
