using System.Threading.RateLimiting;

namespace PspLoad.ReferencePsp.Merchants;

/// <summary>A user of the API. Its text form is its name, so that its secrets cannot get into a log.</summary>
public sealed class Merchant(StoredMerchant stored, IReadOnlyList<byte[]> signingSecrets, RateLimiter? limiter)
{
    public ushort Id { get; } = stored.Id;

    public string Name { get; } = stored.Name;

    /// <summary>HMAC keys of request signatures; each is valid. None for a merchant without access.</summary>
    public IReadOnlyList<byte[]> SigningSecrets { get; } = signingSecrets;

    public Uri? WebhookUrl { get; } = stored.WebhookUrl;

    /// <summary>HMAC key of webhook signatures.</summary>
    public byte[] WebhookSecret { get; } = stored.WebhookSecret;

    /// <summary>Rate limit per node; null: no limit.</summary>
    public RateLimiter? Limiter { get; } = limiter;

    public override string ToString() => Name;
}
