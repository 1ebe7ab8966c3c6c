namespace PspLoad.ReferencePsp.SecurityModule;

/// <summary>A stored card as key rotation sees it.</summary>
/// <param name="CardId">the card's primary key, which is also what the sealing is bound to</param>
/// <param name="Pan">as stored</param>
public sealed record StoredCard(string CardId, SealedPan Pan);
