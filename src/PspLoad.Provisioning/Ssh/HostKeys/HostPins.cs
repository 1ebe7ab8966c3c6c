using System.Security.Cryptography;

namespace PspLoad.Provisioning.Ssh.HostKeys;

/// <summary>The known_hosts entries for one host. Decides whether to accept the key that the host presents.</summary>
internal sealed class HostPins(string host, string file, IReadOnlyList<KnownHostsEntry> listed, IReadOnlyList<KnownHostsEntry> revoked)
{
    // Fastest first: .NET verifies ECDSA and RSA natively. RSA with SHA-1 is not accepted.
    private static readonly (string KeyType, string[] Algorithms)[] s_supported =
    [
        ("ecdsa-sha2-nistp256", ["ecdsa-sha2-nistp256"]),
        ("ecdsa-sha2-nistp384", ["ecdsa-sha2-nistp384"]),
        ("ecdsa-sha2-nistp521", ["ecdsa-sha2-nistp521"]),
        ("ssh-ed25519", ["ssh-ed25519"]),
        ("ssh-rsa", ["rsa-sha2-512", "rsa-sha2-256"]),
    ];

    private readonly List<KnownHostsEntry> _pinned = listed.Where(entry => entry.Marker == KnownHostsMarker.None).ToList();

    public static IReadOnlyList<string> AllAlgorithms { get; } = s_supported.SelectMany(type => type.Algorithms).ToList();

    /// <summary>
    /// Host key algorithms to offer. Only those of the pinned keys are offered, so that the host presents a key that can be compared. If nothing
    /// is pinned, all are offered, so that the refusal can name the key.
    /// </summary>
    public IReadOnlyList<string> Algorithms
    {
        get
        {
            var offered = s_supported.Where(type => _pinned.Exists(pin => pin.KeyType == type.KeyType)).SelectMany(type => type.Algorithms).ToList();
            return offered.Count > 0 ? offered : AllAlgorithms;
        }
    }

    /// <summary>Returns the SHA-256 fingerprint of a public key in OpenSSH's notation.</summary>
    public static string Fingerprint(ReadOnlySpan<byte> key) => "SHA256:" + Convert.ToBase64String(SHA256.HashData(key)).TrimEnd('=');

    /// <summary>Returns null if <paramref name="key"/> is pinned for the host, else the reason for refusing it.</summary>
    public HostKeyRefusedException? Judge(byte[] key)
    {
        var seen = Fingerprint(key);
        if (revoked.FirstOrDefault(entry => entry.Key.AsSpan().SequenceEqual(key)) is { } bad)
            return new($"{host} shows a revoked host key {seen} ({file}:{bad.Line})", "give the host a new key and pin that; do not use this host until then");
        if (_pinned.Exists(pin => pin.Key.AsSpan().SequenceEqual(key)))
            return null;
        if (_pinned.Count > 0)
        {
            return new(
                $"{host} shows host key {seen}, but {Lines(_pinned)} pins {string.Join(", ", _pinned.Select(pin => Fingerprint(pin.Key)))}",
                "if the host was rebuilt on purpose, pin its new key there; if not, someone may be between you and the host"
            );
        }

        if (listed.Count > 0)
        {
            return new(
                $"{host} shows host key {seen}, and {Lines(listed)} names only a certificate authority, which is not supported",
                $"pin the host's own key in {file}"
            );
        }

        return new(
            $"{host} shows host key {seen}, and {file} has no line for {host}",
            "compare the fingerprint on the host's own console, then pin its key in that file"
        );
    }

    private string Lines(IEnumerable<KnownHostsEntry> entries) => $"{file}:{string.Join(",", entries.Select(entry => entry.Line))}";
}
