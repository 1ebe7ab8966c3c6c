namespace PspLoad.ReferencePsp.SecurityModule;

/// <summary>A key-encryption key as the token describes it.</summary>
/// <param name="TokenLabel">CKA_LABEL of the token</param>
/// <param name="KekLabel">CKA_LABEL of the key</param>
/// <param name="CheckValue">eight hexadecimal digits, the same on every node that holds the same key</param>
/// <param name="Sensitive">its value can't be read</param>
/// <param name="Extractable">it could be wrapped; must be false</param>
/// <param name="NeverExtractable">it never could: true only for a key that was made for one node</param>
public sealed record KekDescription(string TokenLabel, string KekLabel, string CheckValue, bool Sensitive, bool Extractable, bool NeverExtractable);
