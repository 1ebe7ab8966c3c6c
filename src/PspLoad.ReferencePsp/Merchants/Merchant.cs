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

/// <summary>A row of the table of merchants. It stays when a merchant loses access: its payments still end, and its webhooks are still sent.</summary>
/// <param name="Id">the same on every node</param>
/// <param name="Name">as in the file</param>
/// <param name="WebhookUrl">null: no webhooks</param>
/// <param name="WebhookSecret">HMAC key; empty: none</param>
public sealed record StoredMerchant(ushort Id, string Name, Uri? WebhookUrl, byte[] WebhookSecret);
