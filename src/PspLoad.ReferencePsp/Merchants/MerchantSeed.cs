using System.Text.Json.Serialization;

namespace PspLoad.ReferencePsp.Merchants;

/// <summary>A merchant in MERCHANTS_FILE. Whoever is not in the file has no access.</summary>
public sealed class MerchantSeed
{
    /// <summary>How many keys, and how many secrets, are valid at a time.</summary>
    public const int MostAtATime = 2;

    public string? Name { get; init; }

    /// <summary>Sent as <c>Authorization: Bearer</c>; at least 16 characters. Instead of <see cref="Keys"/>.</summary>
    public string? Key { get; init; }

    /// <summary>While a key is rotated: the new and the old one.</summary>
    public IReadOnlyList<string?>? Keys { get; init; }

    /// <summary>HMAC key of request signatures; at least 16 characters. Instead of <see cref="Secrets"/>.</summary>
    public string? Secret { get; init; }

    /// <summary>While a secret is rotated: the new and the old one.</summary>
    public IReadOnlyList<string?>? Secrets { get; init; }
    public string? WebhookUrl { get; init; }

    /// <summary>HMAC key of webhook signatures; required with a URL.</summary>
    public string? WebhookSecret { get; init; }

    /// <summary>Rate limit per node; absent: no limit.</summary>
    public int? RequestsPerSecond { get; init; }

    /// <summary>Every valid key.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> AllKeys => Keys?.OfType<string>().ToArray() ?? (Key is null ? [] : [Key]);

    /// <summary>Every valid signing secret.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> AllSecrets => Secrets?.OfType<string>().ToArray() ?? (Secret is null ? [] : [Secret]);

    /// <returns>all errors; no text contains a secret</returns>
    public IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > 64)
            yield return "name: must have 1 to 64 characters";
        foreach (var problem in Problems("key", Key, Keys).Concat(Problems("secret", Secret, Secrets)))
            yield return problem;
        if (AllKeys.Any(key => key.Any(c => c is <= ' ' or > '~')))
            yield return "key: must have printable ASCII characters and no spaces";
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

    private static IEnumerable<string> Problems(string name, string? one, IReadOnlyList<string?>? several)
    {
        if (one is not null && several is not null)
            yield return $"{name}, {name}s: give one of them";
        if (several is null && one is not { Length: >= 16 and <= 200 })
            yield return $"{name}: must have 16 to 200 characters";
        if (several is null)
            yield break;
        if (several.Count is 0 or > MostAtATime)
            yield return $"{name}s: must have 1 or {MostAtATime} entries";
        for (var i = 0; i < several.Count; i++)
        {
            if (several[i] is not { Length: >= 16 and <= 200 })
                yield return $"{name}s[{i}]: must have 16 to 200 characters";
        }

        if (several.Distinct(StringComparer.Ordinal).Count() < several.Count)
            yield return $"{name}s: must be different";
    }
}
