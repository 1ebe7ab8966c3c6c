using System.Globalization;
using System.Net;
using System.Text;
using PspLoad.Core.Environments;

namespace PspLoad.Lab.Access;

/// <summary>An ssh_config(5) for people. <c>ssh -F FILE app1</c> connects through the gateway, with the same key and the same pinned host
/// keys as the harness.</summary>
internal static class SshConfigFile
{
    public static string PathOf(PspEnvironment environment) => Path.Combine(environment.StateDirectory, "ssh_config");

    /// <param name="environment">environment with its addresses in the lab and the gateway's endpoint</param>
    public static string Text(PspEnvironment environment)
    {
        var ssh = environment.Ssh;
        var text = new StringBuilder(
            $"# Written by lab up for environment {environment.Name}; use it with: ssh -F {Quoted(PathOf(environment), "")} {ssh.Gateway}\n"
        );
        foreach (var host in environment.Hosts)
        {
            var isGateway = host.Name == ssh.Gateway;
            var endpoint = isGateway ? ssh.GatewayEndpoint! : new IPEndPoint(host.Address, ssh.Port);
            text.Append(
                CultureInfo.InvariantCulture,
                $"\nHost {host.Name}\n  HostName {endpoint.Address}\n  Port {endpoint.Port}\n  HostKeyAlias {host.Name}\n"
            );
            if (!isGateway)
                text.Append(CultureInfo.InvariantCulture, $"  ProxyCommand ssh -F {ForShell(PathOf(environment))} -W [%h]:%p {ssh.Gateway}\n");
        }

        return text.Append(
                CultureInfo.InvariantCulture,
                $"""

                Host *
                  User {ssh.User}
                  IdentityFile {Quoted(ssh.KeyFile)}
                  IdentitiesOnly yes
                  StrictHostKeyChecking yes
                  UserKnownHostsFile {Quoted(ssh.KnownHostsFile)}
                  GlobalKnownHostsFile none
                  UpdateHostKeys no
                  ControlMaster no

                """
            )
            .ToString();
    }

    /// <summary>ProxyJump passes this file's path to a shell without quotes, so a blank in the path would break it. ssh takes a ProxyCommand
    /// literally, except for % sequences.</summary>
    private static string ForShell(string path) => $"'{path.Replace("'", "'\\''", StringComparison.Ordinal).Replace("%", "%%", StringComparison.Ordinal)}'";

    /// <summary>ssh expands % sequences in file names and splits at spaces outside quotes.</summary>
    private static string Quoted(string path, string percent = "%")
    {
        var escaped = path.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("%", "%" + percent, StringComparison.Ordinal);
        return $"\"{escaped}\"";
    }
}
