using System.Text.Json.Serialization;

namespace PspLoad.Roles.Images;

/// <summary>The image of a repository that runs in an environment: the one pushed or deployed last.</summary>
/// <param name="Tag">tag of the build it came from</param>
/// <param name="Digest">digest of its manifest in the fleet's registry: <c>sha256:…</c></param>
public sealed record Release(string Tag, string Digest)
{
    /// <summary>Previous digest, for a rollback; null for the first release.</summary>
    public string? Previous { get; init; }

    /// <summary>During a deployment: host name → digest, for hosts that differ from <see cref="Digest"/>.</summary>
    public IReadOnlyDictionary<string, string> Hosts { get; init; } = new Dictionary<string, string>();

    /// <summary>The digest that a host should run.</summary>
    public string DigestOn(string host) => Hosts.GetValueOrDefault(host, Digest);

    /// <summary>Digest in the short form that people use.</summary>
    [JsonIgnore]
    public string ShortDigest => Shorten(Digest);

    /// <returns><c>sha256:0123456789ab</c></returns>
    public static string Shorten(string digest) => digest.Length > 19 ? digest[..19] : digest;
}
