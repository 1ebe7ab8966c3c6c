namespace PspLoad.ReferencePsp.SecurityModule;

/// <summary>An encrypted card number. This form may be stored.</summary>
/// <param name="KeyId">the <see cref="WrappedKey.Id"/> of the key that sealed it</param>
/// <param name="Bytes">12-byte nonce, ciphertext of the number's length, 16-byte tag: 41 to 47 bytes (VARBINARY(47))</param>
public sealed record SealedPan(int KeyId, byte[] Bytes);

/// <summary>A stored card as key rotation sees it.</summary>
/// <param name="CardId">primary key of the card; the sealing is bound to it</param>
/// <param name="Pan">as stored</param>
public sealed record StoredCard(string CardId, SealedPan Pan);
