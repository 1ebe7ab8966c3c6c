namespace PspLoad.ReferencePsp.Api.Contracts;

/// <summary>Body of a webhook. The same <paramref name="Id"/> may come more than once; <paramref name="Version"/> orders the events of a payment.</summary>
public sealed record EventResponse(string Id, string Type, DateTime CreatedAt, uint Version, PaymentResponse Payment);
