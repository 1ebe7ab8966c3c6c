using System.Security.Cryptography;
using System.Text;

namespace PspLoad.Payments.Client;

/// <summary>A merchant's API key and the secret that signs its requests. Neither is ever shown.</summary>
public sealed class MerchantCredentials(string key, string secret)
{
    /// <summary>Value of the Authorization header.</summary>
    internal byte[] Authorization { get; } = Encoding.ASCII.GetBytes($"Bearer {key}");

    /// <summary>Tells merchants apart without showing the key: 64 bits of its SHA-256, hexadecimal.</summary>
    internal string Fingerprint { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(key)).AsSpan(0, 8));

    internal byte[] SigningSecret { get; } = Encoding.UTF8.GetBytes(secret);
}
