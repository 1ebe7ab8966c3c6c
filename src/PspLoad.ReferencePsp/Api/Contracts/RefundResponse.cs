namespace PspLoad.ReferencePsp.Api.Contracts;

/// <summary>A refund and the payment after it.</summary>
public sealed record RefundResponse(string Id, string Status, long Amount, string Currency, PaymentResponse Payment);
