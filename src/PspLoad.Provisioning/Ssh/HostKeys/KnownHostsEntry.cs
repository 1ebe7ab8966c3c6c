namespace PspLoad.Provisioning.Ssh.HostKeys;

/// <summary>One line of a known_hosts file (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT").</summary>
/// <param name="Line">line number, starting at 1</param>
/// <param name="KeyType">for example <c>ecdsa-sha2-nistp256</c></param>
/// <param name="Key">public key in wire format (RFC 4253, 6.6)</param>
internal sealed record KnownHostsEntry(int Line, KnownHostsMarker Marker, HostPatterns Hosts, string KeyType, byte[] Key);

internal enum KnownHostsMarker
{
    None,
    CertAuthority,
    Revoked,
}
