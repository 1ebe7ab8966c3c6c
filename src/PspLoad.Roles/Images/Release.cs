using System.Text.Json.Serialization;

namespace PspLoad.Roles.Images;

/// <summary>Which image of a repository runs in an environment: the one that was pushed or deployed last.</summary>
/// <param name="Tag">of the build that it came from</param>
/// <param name="Digest">of its manifest in the fleet's registry: <c>sha256:…</c></param>
public sealed record Release(string Tag, string Digest)
{
    /// <summary>Digest that ran before, to go back to; null for the first.</summary>
    public string? Previous { get; init; }

    /// <summary>While a deployment goes from host to host: name → digest where it differs from <see cref="Digest"/>.</summary>
    public IReadOnlyDictionary<string, string> Hosts { get; init; } = new Dictionary<string, string>();

    /// <summary>The digest that a host is to run.</summary>
    public string DigestOn(string host) => Hosts.GetValueOrDefault(host, Digest);

    /// <summary>What people know a digest by.</summary>
    [JsonIgnore]
    public string ShortDigest => Shorten(Digest);

    /// <returns><c>sha256:0123456789ab</c></returns>
    public static string Shorten(string digest) => digest.Length > 19 ? digest[..19] : digest;
}
