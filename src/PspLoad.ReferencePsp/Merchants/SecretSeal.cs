using System.Security.Cryptography;
using System.Text;
using PspLoad.ReferencePsp.SecurityModule;

namespace PspLoad.ReferencePsp.Merchants;

/// <summary>
/// Seals the merchants' HMAC secrets for the database: AES-256-GCM, bound to the merchant's name. The key is derived from the vault's index key by
/// HMAC-SHA256 with a label that cannot be a card number.
/// </summary>
public sealed class SecretSeal(OpenVault vault)
{
    private const string Label = "merchant secrets v1";
    private const int NonceBytes = 12,
        TagBytes = 16;

    public byte[] Seal(string secret, string merchant)
    {
        var clear = Encoding.UTF8.GetBytes(secret);
        var sealedSecret = new byte[NonceBytes + clear.Length + TagBytes];
        var nonce = sealedSecret.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = Open();
        aes.Encrypt(
            nonce,
            clear,
            sealedSecret.AsSpan(NonceBytes, clear.Length),
            sealedSecret.AsSpan(NonceBytes + clear.Length),
            Encoding.UTF8.GetBytes(merchant)
        );
        return sealedSecret;
    }

    public byte[] Unseal(byte[] sealedSecret, string merchant)
    {
        var clear = new byte[sealedSecret.Length - NonceBytes - TagBytes];
        using var aes = Open();
        aes.Decrypt(
            sealedSecret.AsSpan(0, NonceBytes),
            sealedSecret.AsSpan(NonceBytes, clear.Length),
            sealedSecret.AsSpan(NonceBytes + clear.Length),
            clear,
            Encoding.UTF8.GetBytes(merchant)
        );
        return clear;
    }

    private AesGcm Open() => new(vault.Value.BlindIndex(Label), TagBytes);
}
