namespace PspLoad.ReferencePsp.SecurityModule;

/// <summary>A row of the key table: a 256-bit key, encrypted under the token's key-encryption key.</summary>
/// <param name="Id">unique over all purposes, never reused; sealed cards refer to it (foreign key)</param>
/// <param name="Purpose">stored as its number</param>
/// <param name="KekLabel">CKA_LABEL of the key-encryption key in the token, at most 64 characters</param>
/// <param name="Wrapped">40 bytes: AES Key Wrap (RFC 3394) of the 32-byte key</param>
/// <param name="CreatedAt">UTC; older keys are retired one refresh period after this time at the earliest</param>
public sealed record WrappedKey(int Id, KeyPurpose Purpose, string KekLabel, byte[] Wrapped, DateTimeOffset CreatedAt);

/// <summary>What a wrapped key is for. The numbers are stored.</summary>
public enum KeyPurpose
{
    /// <summary>HMAC-SHA256 key of the blind index; one for the life of the database.</summary>
    BlindIndex = 1,

    /// <summary>AES-256-GCM key for card numbers. The one with the highest id seals; the others only open.</summary>
    Card = 2,
}
