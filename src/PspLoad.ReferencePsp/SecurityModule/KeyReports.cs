namespace PspLoad.ReferencePsp.SecurityModule;

/// <summary>A key-encryption key as the token describes it.</summary>
/// <param name="TokenLabel">CKA_LABEL of the token</param>
/// <param name="KekLabel">CKA_LABEL of the key</param>
/// <param name="CheckValue">eight hexadecimal digits, equal on every node that holds the same key</param>
/// <param name="Sensitive">its value cannot be read</param>
/// <param name="Extractable">it can be wrapped; must be false</param>
/// <param name="NeverExtractable">it could never be wrapped: true only for a key that was made for one node</param>
public sealed record KekDescription(string TokenLabel, string KekLabel, string CheckValue, bool Sensitive, bool Extractable, bool NeverExtractable);

/// <summary>The result of a card key rotation.</summary>
/// <param name="KeyId">the card key that seals every card now</param>
/// <param name="Resealed">number of cards that were sealed again</param>
/// <param name="Retired">ids of the deleted keys</param>
public sealed record RotationReport(int KeyId, long Resealed, IReadOnlyList<int> Retired);
