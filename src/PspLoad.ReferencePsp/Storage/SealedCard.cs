using PspLoad.ReferencePsp.SecurityModule;

namespace PspLoad.ReferencePsp.Storage;

/// <summary>A row of <c>cards</c>; one that isn't tokenized is kept only until a challenge is over.</summary>
public sealed record SealedCard(Guid Id, SealedPan Pan, string Brand, string Bin, string Last4, int ExpMonth, int ExpYear, bool Tokenized);
