using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Client;

/// <summary>Reads the outcome from an answer, by the table in docs/reference-psp.md.</summary>
internal static class PaymentOutcomes
{
    /// <summary>The only final 5xx. Any other may come from a proxy, or from a node that does not know the outcome.</summary>
    private const string AcquirerFailure = "urn:pspload:problem:acquirer-failure";

    /// <param name="status">HTTP status</param>
    /// <param name="understood">true when the body is the JSON that the API specifies</param>
    /// <param name="problem">problem type (RFC 9457); null when the body is no problem</param>
    /// <param name="retryAfter">true when there is a Retry-After header</param>
    public static PaymentOutcome FromStatus(int status, bool understood, string? problem, bool retryAfter) =>
        status switch
        {
            200 or 201 => understood ? PaymentOutcome.Acknowledged : PaymentOutcome.Indeterminate,
            402 => understood ? PaymentOutcome.Declined : PaymentOutcome.Indeterminate,
            409 => retryAfter ? PaymentOutcome.Indeterminate : PaymentOutcome.Refused,
            >= 400 and <= 499 => PaymentOutcome.Refused,
            502 when problem == AcquirerFailure => PaymentOutcome.Declined,
            _ => PaymentOutcome.Indeterminate,
        };

    /// <summary>
    /// True when a refusal settles an earlier request with the same key. It does when the PSP had looked up the key before it refused: because
    /// of the payment's state (409), its amounts (422) or its absence (404). A refusal of the signature, the rate or the form of the request says
    /// nothing about the earlier request; neither does a request that could not be sent.
    /// </summary>
    public static bool SettlesEarlier(int status, string? problem) =>
        status switch
        {
            404 or 409 => problem is not null,
            422 => problem == "urn:pspload:problem:amount-exceeds",
            _ => false,
        };
}
