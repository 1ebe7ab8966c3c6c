namespace PspLoad.ReferencePsp.Merchants;

/// <summary>A merchant in MERCHANTS_FILE. At every start the file overwrites the table.</summary>
public sealed class MerchantSeed
{
    public string? Name { get; init; }

    /// <summary>Sent as <c>Authorization: Bearer</c>; at least 16 characters.</summary>
    public string? Key { get; init; }

    /// <summary>HMAC key of request signatures; at least 16 characters.</summary>
    public string? Secret { get; init; }
    public string? WebhookUrl { get; init; }

    /// <summary>HMAC key of webhook signatures; required with a URL.</summary>
    public string? WebhookSecret { get; init; }

    /// <summary>Rate limit per node; absent: no limit.</summary>
    public int? RequestsPerSecond { get; init; }

    /// <returns>all errors; no text contains a secret</returns>
    public IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > 64)
            yield return "name: must have 1 to 64 characters";
        if (Key is not { Length: >= 16 and <= 200 })
            yield return "key: must have 16 to 200 characters";
        if (Secret is not { Length: >= 16 and <= 200 })
            yield return "secret: must have 16 to 200 characters";
        if (
            WebhookUrl is not null
            && (WebhookUrl.Length > 512 || !Uri.TryCreate(WebhookUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        )
        {
            yield return "webhookUrl: must be an http(s) URL of at most 512 characters";
        }

        if (WebhookUrl is not null && WebhookSecret is not { Length: >= 16 and <= 200 })
            yield return "webhookSecret: must have 16 to 200 characters when there is a webhookUrl";
        if (RequestsPerSecond is <= 0)
            yield return "requestsPerSecond: must be above 0, or absent for no limit";
    }
}
