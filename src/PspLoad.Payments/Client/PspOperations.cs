namespace PspLoad.Payments.Client;

/// <summary>Names of the reference PSP's operations in the journal (<see cref="Stories.Intent.Operation"/>). The intent alone determines the
/// request, byte for byte.</summary>
public static class PspOperations
{
    public const string Token = "token";
    public const string Sale = "sale";
    public const string Authorize = "authorize";
    public const string Authenticate = "authenticate";

    /// <summary>The cardholder fails the challenge.</summary>
    public const string FailAuthentication = "fail-authentication";
    public const string Capture = "capture";
    public const string Void = "void";
    public const string Refund = "refund";
}
