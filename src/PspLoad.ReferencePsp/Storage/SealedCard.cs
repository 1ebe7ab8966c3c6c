using PspLoad.ReferencePsp.SecurityModule;

namespace PspLoad.ReferencePsp.Storage;

/// <summary>A row of <c>cards</c>.</summary>
public sealed record SealedCard(Guid Id, SealedPan Pan, string Brand, string Bin, string Last4, int ExpMonth, int ExpYear);
