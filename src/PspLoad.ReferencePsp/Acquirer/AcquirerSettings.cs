namespace PspLoad.ReferencePsp.Acquirer;

/// <summary>Where the acquirer is.</summary>
/// <param name="Url">base address</param>
/// <param name="Timeout">longest wait for an answer; after that, the outcome is unknown</param>
/// <param name="Token">sent as <c>Authorization: Bearer</c>; null: none</param>
public sealed record AcquirerSettings(Uri Url, TimeSpan Timeout, string? Token);
