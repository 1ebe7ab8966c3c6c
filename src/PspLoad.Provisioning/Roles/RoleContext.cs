using PspLoad.Core.Environments;
using PspLoad.Provisioning.Images;
using PspLoad.Provisioning.Secrets;
using PspLoad.Provisioning.Shells;

namespace PspLoad.Provisioning.Roles;

/// <summary>The information that a role uses to declare resources for a host.</summary>
/// <param name="Environment">with absolute addresses</param>
/// <param name="Host">host to declare resources for</param>
/// <param name="Secrets">generated once and kept encrypted beside the environment</param>
/// <param name="Clock">clock for certificate validity</param>
/// <param name="Roles">all roles that this program can provision</param>
public sealed record RoleContext(PspEnvironment Environment, HostDefinition Host, SecretStore Secrets, TimeProvider Clock, IReadOnlyList<Role> Roles)
{
    /// <summary>Container images that the harness can push; empty if the run changes nothing.</summary>
    public IReadOnlyList<LocalImage> Images { get; init; } = [];

    /// <summary>Returns the root shell of another host, for the few changes that involve two hosts; null if the run changes nothing.</summary>
    public Func<HostDefinition, IHostShell>? ShellOf { get; init; }

    /// <summary>Fully qualified name without a trailing dot.</summary>
    public string Fqdn => $"{Host.Name}.{Environment.Domain}";

    public bool IsLab => Environment.Lab is not null;

    public bool Has(string role) => Host.Roles.Contains(role);

    /// <summary>
    /// Returns the hosts that connect to a port of <paramref name="role"/>. These are the hosts with a role that declares the connection.
    /// </summary>
    /// <param name="role">name of the listening role</param>
    /// <param name="port">its TCP port</param>
    /// <param name="others">names of further roles whose hosts may connect</param>
    /// <returns>hosts in the order of the environment</returns>
    public IReadOnlyList<HostDefinition> HostsReaching(string role, int port, params IReadOnlyList<string> others)
    {
        var names = Clients(new RoleFlow(role, port)).Select(client => client.Name).Concat(others).ToHashSet();
        return [.. Environment.Hosts.Where(host => host.Roles.Any(names.Contains))];
    }

    /// <summary>Whether all roles that connect to a port of <paramref name="role"/> use TLS; true if no role connects to it.</summary>
    /// <param name="role">name of the listening role</param>
    /// <param name="port">its TCP port</param>
    public bool IsReachedOverTls(string role, int port)
    {
        var flow = new RoleFlow(role, port);
        return Clients(flow).All(client => client.UsesTls(flow, Environment));
    }

    /// <summary>
    /// Returns the nodes that must be done for a need before a role starts on this host: this host's own part and, unless the need covers only
    /// this host, all hosts that have the role.
    /// </summary>
    internal IEnumerable<RoleOnHost> Before(RoleNeed need) =>
        need.Kind == NeedKind.OnThisHost
            ? [new RoleOnHost(Host.Name, need.Role)]
            : [new RoleOnHost(Host.Name, need.Role), .. Environment.HostsWith(need.Role).Select(host => new RoleOnHost(host.Name, need.Role))];

    /// <summary>Returns the environment's parameters for a role, or the defaults.</summary>
    public T Parameters<T>(RoleParameterFormat<T> format) => format.Of(Environment);

    private IEnumerable<Role> Clients(RoleFlow flow) => Roles.Where(role => role.Reaches.Contains(flow));
}
