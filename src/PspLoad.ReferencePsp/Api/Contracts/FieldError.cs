namespace PspLoad.ReferencePsp.Api.Contracts;

/// <summary>What is wrong with a field, a header or a parameter.</summary>
/// <param name="Field">path in the body (<c>source.card.number</c>), or the header's or parameter's name</param>
/// <param name="Detail">one sentence; never the value</param>
public sealed record FieldError(string Field, string Detail);
