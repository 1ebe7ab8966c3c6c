using System.Threading.RateLimiting;

namespace PspLoad.ReferencePsp.Merchants;

/// <summary>A user of the API. Its text form is its name, so that its secrets cannot get into a log.</summary>
public sealed class Merchant(
    ushort id,
    string name,
    byte[] keyHash,
    IReadOnlyList<byte[]> signingSecrets,
    Uri? webhookUrl,
    byte[] webhookSecret,
    RateLimiter? limiter
)
{
    public ushort Id { get; } = id;

    public string Name { get; } = name;

    /// <summary>SHA-256 of the merchant key.</summary>
    public byte[] KeyHash { get; } = keyHash;

    /// <summary>HMAC keys of request signatures; each is valid.</summary>
    public IReadOnlyList<byte[]> SigningSecrets { get; } = signingSecrets;

    public Uri? WebhookUrl { get; } = webhookUrl;

    /// <summary>HMAC key of webhook signatures.</summary>
    public byte[] WebhookSecret { get; } = webhookSecret;

    /// <summary>Rate limit per node; null: no limit.</summary>
    public RateLimiter? Limiter { get; } = limiter;

    public override string ToString() => Name;
}
