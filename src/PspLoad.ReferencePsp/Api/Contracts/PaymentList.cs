namespace PspLoad.ReferencePsp.Api.Contracts;

/// <summary>Payments of an order, oldest first (at most 100).</summary>
public sealed record PaymentList(IReadOnlyList<PaymentResponse> Data);
