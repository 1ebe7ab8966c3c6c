namespace PspLoad.ReferencePsp.SecurityModule;

/// <summary>A row of the key table: a 256-bit key as it may be stored, encrypted under the token's key-encryption key.</summary>
/// <param name="Id">unique over all purposes, never used again; sealed cards name it (foreign key)</param>
/// <param name="Purpose">stored as its number</param>
/// <param name="KekLabel">CKA_LABEL of the key-encryption key in the token, ≤64 characters</param>
/// <param name="Wrapped">40 bytes: AES Key Wrap (RFC 3394) of the 32-byte key</param>
/// <param name="CreatedAt">UTC; a new key waits one refresh period before old ones are retired</param>
public sealed record WrappedKey(int Id, KeyPurpose Purpose, string KekLabel, byte[] Wrapped, DateTimeOffset CreatedAt);
