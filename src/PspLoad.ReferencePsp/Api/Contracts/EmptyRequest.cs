namespace PspLoad.ReferencePsp.Api.Contracts;

/// <summary>Body of POST /v1/payments/{id}/void: nothing, or an empty object.</summary>
public sealed class EmptyRequest;
