using System.Text;

namespace PspLoad.Payments.Client;

/// <summary>A merchant's API key and the secret that signs its requests. Neither is ever shown.</summary>
public sealed class MerchantCredentials(string key, string secret)
{
    /// <summary>Value of the Authorization header.</summary>
    internal byte[] Authorization { get; } = Encoding.ASCII.GetBytes($"Bearer {key}");

    internal byte[] SigningSecret { get; } = Encoding.UTF8.GetBytes(secret);
}
