namespace PspLoad.ReferencePsp.Api.Contracts;

/// <summary>A stored card.</summary>
public sealed record TokenResponse(string Token, string Brand, string Bin, string Last4);
