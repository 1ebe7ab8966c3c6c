using PspLoad.Core.Environments;
using PspLoad.Provisioning.Images;
using PspLoad.Provisioning.Secrets;

namespace PspLoad.Provisioning.Roles;

/// <summary>What a role knows when it declares resources for a host.</summary>
/// <param name="Environment">with absolute addresses</param>
/// <param name="Host">the one that is being declared</param>
/// <param name="Secrets">generated once, kept encrypted beside the environment</param>
/// <param name="Clock">for certificates' validity</param>
/// <param name="Roles">every role that this program can provision</param>
public sealed record RoleContext(PspEnvironment Environment, HostDefinition Host, SecretStore Secrets, TimeProvider Clock, IReadOnlyList<Role> Roles)
{
    /// <summary>Container images that the harness can hand over; none where a run changes nothing.</summary>
    public IReadOnlyList<LocalImage> Images { get; init; } = [];

    /// <summary>Root's shells on the other hosts, for the few changes that concern two at once; null where a run changes nothing.</summary>
    public Func<HostDefinition, IHostShell>? ShellOf { get; init; }

    /// <summary>Fully qualified name, without a dot at the end.</summary>
    public string Fqdn => $"{Host.Name}.{Environment.Domain}";

    public bool IsLab => Environment.Lab is not null;

    public bool Has(string role) => Host.Roles.Contains(role);

    /// <summary>The roles of the environment's hosts that open connections to a port of <paramref name="role"/> decide which hosts those are.</summary>
    /// <param name="role">name of the role that listens</param>
    /// <param name="port">its TCP port</param>
    /// <param name="others">names of further roles whose hosts may connect</param>
    /// <returns>in the order of the environment</returns>
    public IReadOnlyList<HostDefinition> HostsReaching(string role, int port, params IReadOnlyList<string> others)
    {
        var names = Roles.Where(client => client.Reaches.Contains(new RoleFlow(role, port))).Select(client => client.Name).Concat(others).ToHashSet();
        return [.. Environment.Hosts.Where(host => host.Roles.Any(names.Contains))];
    }

    /// <summary>What must be done for a need before a role begins on this host: this host's own part, and the hosts that have the role.</summary>
    internal IEnumerable<RoleOnHost> Before(RoleNeed need) =>
        need.Kind == NeedKind.OnThisHost
            ? [new RoleOnHost(Host.Name, need.Role)]
            : [new RoleOnHost(Host.Name, need.Role), .. Environment.HostsWith(need.Role).Select(host => new RoleOnHost(host.Name, need.Role))];

    /// <summary>What the environment says of a role, or its defaults.</summary>
    public T Parameters<T>(RoleParameterFormat<T> format) => format.Of(Environment);
}
