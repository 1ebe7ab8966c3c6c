using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Client;

/// <summary>Names of the reference PSP's operations in the journal (<see cref="Intent.Operation"/>). The intent alone determines the
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

    /// <summary>The operation begins a payment; all others but <see cref="Token"/> act on one.</summary>
    internal static bool Begins(string operation) => operation is Token or Sale or Authorize;

    /// <returns>the effects that a request for the operation may have; null for an operation of another PSP</returns>
    internal static IReadOnlyList<Effect>? EffectsOf(string operation) =>
        operation switch
        {
            Token or FailAuthentication => [Effect.None],
            Sale => [Effect.Sale],
            Authorize => [Effect.Authorize],
            Authenticate => [Effect.Sale, Effect.Authorize],
            Capture => [Effect.Capture],
            Void => [Effect.Void],
            Refund => [Effect.Refund],
            _ => null,
        };
}
