using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Client;

/// <summary>What an answer's status means for the money: the table of docs/reference-psp.md.</summary>
internal static class PaymentOutcomes
{
    /// <summary>The only 5xx that is final; any other may come from a proxy in between, or from a node that does not know.</summary>
    private const string AcquirerFailure = "urn:pspload:problem:acquirer-failure";

    /// <param name="status">HTTP status</param>
    /// <param name="understood">the body is the JSON that the API promises</param>
    /// <param name="problem">its problem type; null when it is none</param>
    /// <param name="retryAfter">there is a Retry-After header</param>
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
    /// A refusal settles an earlier request with the same key only if it was given after the PSP had looked the key up: because of the
    /// payment's state (409), its amounts or
    /// its absence. One that was given at the door (signature, rate, form of the request) says nothing about it, nor does a request that
    /// could not be sent.
    /// </summary>
    public static bool SettlesEarlier(int status, string? problem) =>
        status switch
        {
            404 or 409 => problem is not null,
            422 => problem == "urn:pspload:problem:amount-exceeds",
            _ => false,
        };
}
