namespace PspLoad.Payments.Client;

/// <summary>Names of a payment's states in the reference PSP's API.</summary>
public static class PaymentStates
{
    public const string Processing = "processing";
    public const string RequiresAction = "requires_action";
    public const string Authorized = "authorized";
    public const string PartiallyCaptured = "partially_captured";
    public const string Captured = "captured";
    public const string PartiallyRefunded = "partially_refunded";
    public const string Refunded = "refunded";
    public const string Voided = "voided";
    public const string Declined = "declined";
    public const string Failed = "failed";

    /// <summary>Not the result of a request: the cardholder's bank took the money back.</summary>
    public const string ChargedBack = "charged_back";

    internal static readonly string[] All =
    [
        Captured,
        Authorized,
        Refunded,
        PartiallyCaptured,
        PartiallyRefunded,
        Voided,
        Declined,
        RequiresAction,
        Processing,
        Failed,
        ChargedBack,
    ];
}
