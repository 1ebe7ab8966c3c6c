namespace PspLoad.Payments.Stories;

/// <summary>A payment as the PSP shows it after the load.</summary>
/// <param name="OrderId"><inheritdoc cref="StoryRecord" path="/param[@name='OrderId']"/></param>
/// <param name="At">when it was last changed, microseconds since 1970, UTC</param>
/// <param name="PaymentId">the payment</param>
/// <param name="State">its state now</param>
public sealed record StoredPayment(string OrderId, long At, string PaymentId, string State) : StoryRecord(OrderId, At);
