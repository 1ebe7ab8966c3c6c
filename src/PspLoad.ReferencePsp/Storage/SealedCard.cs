using PspLoad.ReferencePsp.SecurityModule;

namespace PspLoad.ReferencePsp.Storage;

/// <summary>A row of <c>cards</c>. A card that is not tokenized is kept only until its challenge is over.</summary>
public sealed record SealedCard(Guid Id, SealedPan Pan, string Brand, string Bin, string Last4, int ExpMonth, int ExpYear, bool Tokenized);
