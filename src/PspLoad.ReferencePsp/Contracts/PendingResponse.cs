namespace PspLoad.ReferencePsp.Contracts;

/// <summary>
/// What of a merchant is still open at one moment. A second look after <paramref name="SettlesWithinSeconds"/> finds the authorisations decided.
/// </summary>
/// <param name="SettlesWithinSeconds">give-up time of an authorisation, plus its lease, plus one round of the recovery worker; rounded up</param>
/// <param name="OperationsTotal">operations without an outcome</param>
/// <param name="Operations">the oldest of them, at most 1,000</param>
/// <param name="ReversalsTotal">cancelled authorisations that the acquirer has not confirmed</param>
/// <param name="Reversals">the oldest of them, at most 1,000</param>
/// <param name="Webhooks">events that wait for delivery</param>
public sealed record PendingResponse(
    int SettlesWithinSeconds,
    long OperationsTotal,
    IReadOnlyList<PendingOperationResponse> Operations,
    long ReversalsTotal,
    IReadOnlyList<PendingOperationResponse> Reversals,
    PendingWebhooksResponse Webhooks
);

/// <param name="Reference">at the acquirer (<c>op_…</c>)</param>
/// <param name="PaymentId">the payment</param>
/// <param name="OrderId">its order</param>
/// <param name="Amount">of the operation, in minor units</param>
/// <param name="Currency">ISO 4217 code</param>
/// <param name="Since">when it was recorded, UTC</param>
public sealed record PendingOperationResponse(string Reference, string PaymentId, string OrderId, long Amount, string Currency, DateTime Since);

/// <param name="Pending">number of events</param>
/// <param name="Events">the oldest of them, at most 1,000</param>
public sealed record PendingWebhooksResponse(long Pending, IReadOnlyList<PendingEventResponse> Events);

/// <param name="Id">of the event (<c>evt_…</c>)</param>
/// <param name="PaymentId">the payment</param>
/// <param name="OrderId">its order</param>
/// <param name="Since">when the event happened, UTC</param>
public sealed record PendingEventResponse(string Id, string PaymentId, string OrderId, DateTime Since);
