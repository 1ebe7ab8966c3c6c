using System.Net;

namespace PspLoad.Core.Environments;

/// <summary>How administration reaches the hosts.</summary>
/// <param name="User">login name on every host; sudo is used if it is not root</param>
/// <param name="Port">sshd's TCP port on every host</param>
/// <param name="KeyFile">absolute path of the private key</param>
/// <param name="Gateway">name of the console host, the only host with a direct connection</param>
/// <param name="GatewayEndpoint">where the harness reaches the gateway, if not at its address and <paramref name="Port"/> (NAT, lab)</param>
/// <param name="KnownHostsFile">absolute path of the OpenSSH known_hosts file that pins every host's key under the host's name</param>
/// <param name="SudoPasswordFile">absolute path of a file with the sudo password, or null if sudo needs none</param>
public sealed record SshSettings(
    string User,
    int Port,
    string KeyFile,
    string Gateway,
    IPEndPoint? GatewayEndpoint,
    string KnownHostsFile,
    string? SudoPasswordFile
);
