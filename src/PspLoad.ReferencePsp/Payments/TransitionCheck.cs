namespace PspLoad.ReferencePsp.Payments;

/// <summary>Why an operation may or may not begin.</summary>
public enum TransitionCheck
{
    Legal,

    /// <summary>Another operation on the payment is under way.</summary>
    Busy,

    /// <summary>The state doesn't allow it.</summary>
    Illegal,

    /// <summary>More than what is left to capture or refund.</summary>
    TooMuch,
}
