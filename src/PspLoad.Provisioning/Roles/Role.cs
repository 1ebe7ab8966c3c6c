using PspLoad.Core.Environments;
using PspLoad.Provisioning.Checks;
using PspLoad.Provisioning.Resources;

namespace PspLoad.Provisioning.Roles;

/// <summary>
/// A duty of the fleet: the resources that it declares on each host (on the host with the role, and often on every other host as its
/// client), and the checks that prove it. A new role is one folder and one line in the list of roles.
/// </summary>
public abstract class Role
{
    /// <summary>Name, summary, needs and parameters.</summary>
    public abstract RoleDefinition Definition { get; }

    public string Name => Definition.Name;

    /// <summary>Ports of other roles that this role's hosts connect to. The other role's firewall lets them in.</summary>
    public virtual IReadOnlyList<RoleFlow> Reaches => [];

    /// <summary>TCP ports of the host that the container engine forwards to this role's containers.</summary>
    public virtual IReadOnlyList<int> PublishedPorts => [];

    /// <summary>Repositories of the images that this role runs.</summary>
    public virtual IReadOnlyList<string> Images => [];

    /// <summary>Hosts whose part of this role is done before the context's host begins its own.</summary>
    public virtual IEnumerable<HostDefinition> HostsBefore(RoleContext context) => [];

    /// <summary>In the order in which they are applied; empty where the role does not concern the context's host. Asked only after all
    /// needs are done.</summary>
    public abstract IEnumerable<Resource> Resources(RoleContext context);

    /// <summary>Proofs, each run from where its client stands.</summary>
    public abstract IEnumerable<Check> Checks(RoleContext context);

    /// <summary>POSIX shell that prints one line for <c>status</c>, run on a host with the role; null for nothing.</summary>
    public virtual string? StatusScript(HostDefinition host) => null;

    /// <summary>The (host, role) pairs that are done before this role begins on the context's host.</summary>
    internal IEnumerable<RoleOnHost> Needs(RoleContext context) =>
        [
            .. Definition.Needs.SelectMany(need => context.Before(need)),
            .. HostsBefore(context).Where(host => host != context.Host).Select(host => new RoleOnHost(host.Name, Name)),
        ];
}
