namespace PspLoad.ReferencePsp.Cards;

/// <summary>When the cardholder is challenged.</summary>
public enum ThreeDSecureMode
{
    /// <summary>When the issuer asks for it.</summary>
    Auto,

    /// <summary>Always.</summary>
    Required,

    /// <summary>Never.</summary>
    Skip,
}
