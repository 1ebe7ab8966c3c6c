namespace PspLoad.Payments.Stories;

/// <summary>What an operation does to money.</summary>
public enum Effect : byte
{
    /// <summary>Nothing: a token, a status, a payment that waits for its challenge.</summary>
    None,

    /// <summary>Holds the amount.</summary>
    Authorize,

    /// <summary>Authorises and captures at once.</summary>
    Sale,

    /// <summary>Takes what is held, or a part of it.</summary>
    Capture,

    /// <summary>Releases what is held and not captured.</summary>
    Void,

    /// <summary>Gives back what was captured, or a part of it.</summary>
    Refund,
}
