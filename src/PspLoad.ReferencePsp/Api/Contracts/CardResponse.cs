namespace PspLoad.ReferencePsp.Api.Contracts;

/// <summary>What may be shown of a card (PCI DSS 3.4.1: at most the BIN and the last four).</summary>
public sealed record CardResponse(string Brand, string Bin, string Last4);
