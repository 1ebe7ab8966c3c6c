using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Client;

/// <summary>Names of the reference PSP's operations in the journal (<see cref="Intent.Operation"/>). The intent alone determines the
/// request, byte for byte.</summary>
public static class PspOperations
{
    public const string Token = "token";
    public const string Sale = "sale";

    /// <summary>A sale whose cardholder is challenged in any case.</summary>
    public const string ChallengedSale = "challenged-sale";

    /// <summary>A sale with a stored card that the merchant starts without the customer.</summary>
    public const string MerchantSale = "merchant-sale";
    public const string Authorize = "authorize";
    public const string Authenticate = "authenticate";

    /// <summary>The cardholder fails the challenge.</summary>
    public const string FailAuthentication = "fail-authentication";
    public const string Capture = "capture";
    public const string Void = "void";
    public const string Refund = "refund";

    /// <summary>The operation begins a payment; all others but <see cref="Token"/> act on one.</summary>
    internal static bool Begins(string operation) => operation == Token || BeginsPayment(operation);

    internal static bool BeginsPayment(string operation) => operation is Sale or ChallengedSale or MerchantSale or Authorize;

    /// <returns>the effects that a request for the operation may have; null for an operation of another PSP</returns>
    internal static IReadOnlyList<Effect>? EffectsOf(string operation) =>
        operation switch
        {
            Token or FailAuthentication => [Effect.None],
            Sale or ChallengedSale or MerchantSale => [Effect.Sale],
            Authorize => [Effect.Authorize],
            Authenticate => [Effect.Sale, Effect.Authorize],
            Capture => [Effect.Capture],
            Void => [Effect.Void],
            Refund => [Effect.Refund],
            _ => null,
        };
}
