namespace PspLoad.Payments.Client;

/// <summary>Operations of the PSP as the journal names them (<see cref="Stories.Intent.Operation"/>). Name and intent together give the
/// request, byte for byte.</summary>
public static class PspOperations
{
    public const string Token = "token";
    public const string Sale = "sale";
    public const string Authorize = "authorize";
    public const string Authenticate = "authenticate";

    /// <summary>A challenge that the cardholder does not pass.</summary>
    public const string FailAuthentication = "fail-authentication";
    public const string Capture = "capture";
    public const string Void = "void";
    public const string Refund = "refund";
}
