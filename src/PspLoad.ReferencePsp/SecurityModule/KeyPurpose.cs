namespace PspLoad.ReferencePsp.SecurityModule;

/// <summary>What a wrapped key may be used for; the numbers are stored.</summary>
public enum KeyPurpose
{
    /// <summary>HMAC-SHA256 key of the blind index; one for the life of the database.</summary>
    BlindIndex = 1,

    /// <summary>AES-256-GCM key that seals card numbers; the one with the highest id seals, the others only open.</summary>
    Card = 2,
}
