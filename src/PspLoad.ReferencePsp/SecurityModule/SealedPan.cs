namespace PspLoad.ReferencePsp.SecurityModule;

/// <summary>A card number as it may be stored.</summary>
/// <param name="KeyId">the <see cref="WrappedKey.Id"/> it is sealed under</param>
/// <param name="Bytes">12-byte nonce, ciphertext as long as the number, 16-byte tag: 41 to 47 bytes (VARBINARY(47))</param>
public sealed record SealedPan(int KeyId, byte[] Bytes);
