using PspLoad.Core.Environments;
using PspLoad.Provisioning.Images;
using PspLoad.Provisioning.Secrets;

namespace PspLoad.Provisioning.Roles;

/// <summary>What a role knows when it declares resources for a host.</summary>
/// <param name="Environment">with absolute addresses</param>
/// <param name="Host">the one that is being declared</param>
/// <param name="Secrets">generated once, kept encrypted beside the environment</param>
/// <param name="Clock">for certificates' validity</param>
public sealed record RoleContext(PspEnvironment Environment, HostDefinition Host, SecretStore Secrets, TimeProvider Clock)
{
    /// <summary>Container images that the harness can hand over; none where a run changes nothing.</summary>
    public IReadOnlyList<LocalImage> Images { get; init; } = [];

    /// <summary>Root's shells on the other hosts, for the few changes that concern two at once; null where a run changes nothing.</summary>
    public Func<HostDefinition, IHostShell>? ShellOf { get; init; }

    /// <summary>Fully qualified name, without a dot at the end.</summary>
    public string Fqdn => $"{Host.Name}.{Environment.Domain}";

    public bool IsLab => Environment.Lab is not null;

    public bool Has(string role) => Host.Roles.Contains(role);

    /// <summary>The hosts that have a role, as nodes to wait for.</summary>
    public IEnumerable<RoleOnHost> Everywhere(string role) => Environment.HostsWith(role).Select(host => new RoleOnHost(host.Name, role));

    /// <summary>The same host's part of another role.</summary>
    public RoleOnHost Here(string role) => new(Host.Name, role);

    /// <summary>What the environment says of a role, or its defaults.</summary>
    public T Parameters<T>(RoleParameterFormat<T> format) => format.Of(Environment);
}
