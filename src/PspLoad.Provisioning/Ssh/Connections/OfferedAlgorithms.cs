using Renci.SshNet;

namespace PspLoad.Provisioning.Ssh.Connections;

/// <summary>
/// The algorithms offered to sshd in order of preference: first those that .NET implements natively (P-256, AES-GCM), then those that SSH.NET
/// implements in managed code. SHA-1, CBC and 3DES are not offered.
/// </summary>
internal static class OfferedAlgorithms
{
    private static readonly string[] s_keyExchange =
    [
        "ecdh-sha2-nistp256",
        "ecdh-sha2-nistp384",
        "ecdh-sha2-nistp521",
        "curve25519-sha256",
        "curve25519-sha256@libssh.org",
        "mlkem768x25519-sha256",
        "sntrup761x25519-sha512",
        "sntrup761x25519-sha512@openssh.com",
        "diffie-hellman-group16-sha512",
        "diffie-hellman-group18-sha512",
        "diffie-hellman-group-exchange-sha256",
        "diffie-hellman-group14-sha256",
    ];

    private static readonly string[] s_ciphers =
    [
        "aes128-gcm@openssh.com",
        "aes256-gcm@openssh.com",
        "aes128-ctr",
        "aes192-ctr",
        "aes256-ctr",
        "chacha20-poly1305@openssh.com",
    ];

    private static readonly string[] s_macs = ["hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com", "hmac-sha2-256", "hmac-sha2-512"];

    public static void Apply(ConnectionInfo info, IReadOnlyList<string> hostKeyAlgorithms)
    {
        Keep(info.KeyExchangeAlgorithms, s_keyExchange);
        Keep(info.Encryptions, s_ciphers);
        Keep(info.HmacAlgorithms, s_macs);
        Keep(info.CompressionAlgorithms, ["none"]);
        Keep(info.HostKeyAlgorithms, hostKeyAlgorithms);
    }

    private static void Keep<T>(IOrderedDictionary<string, T> offered, IReadOnlyList<string> wanted)
    {
        var kept = wanted.Select(name => (Name: name, Value: offered[name])).ToList();
        offered.Clear();
        foreach (var (name, value) in kept)
            offered.Add(name, value);
    }
}
