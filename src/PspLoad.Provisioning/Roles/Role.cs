using PspLoad.Core.Environments;
using PspLoad.Provisioning.Resources;

namespace PspLoad.Provisioning.Roles;

/// <summary>
/// A duty of the fleet. It declares its resources on each host (the hosts with the role, and often every other host as a client) and the checks
/// that prove that it works. A new role is one folder and one line in the list of roles.
/// </summary>
public abstract class Role
{
    /// <summary>Name, summary, needs and parameters.</summary>
    public abstract RoleDefinition Definition { get; }

    public string Name => Definition.Name;

    /// <summary>Ports of other roles that this role's hosts connect to. The firewall of the other role admits these connections.</summary>
    public virtual IReadOnlyList<RoleFlow> Reaches => [];

    /// <summary>Whether this role's hosts use TLS for one of their connections in <see cref="Reaches"/>. The listening role follows.</summary>
    public virtual bool UsesTls(RoleFlow flow, PspEnvironment environment) => true;

    /// <summary>TCP ports of the host that the container engine forwards to this role's containers.</summary>
    public virtual IReadOnlyList<int> PublishedPorts => [];

    /// <summary>Repositories of the images that this role runs.</summary>
    public virtual IReadOnlyList<string> Images => [];

    /// <summary>Hosts that must finish this role before the context's host starts it.</summary>
    public virtual IEnumerable<HostDefinition> HostsBefore(RoleContext context) => [];

    /// <summary>
    /// The resources in order of application; empty if the role does not concern the context's host. Called only after all needs are done.
    /// </summary>
    public abstract IEnumerable<Resource> Resources(RoleContext context);

    /// <summary>Checks that prove the role works. Each one runs on the host of its client.</summary>
    public abstract IEnumerable<Check> Checks(RoleContext context);

    /// <summary>POSIX shell script that prints one line for <c>status</c> on a host with the role; null for no line.</summary>
    public virtual string? StatusScript(HostDefinition host) => null;

    /// <summary>The (host, role) pairs that must be done before this role starts on the context's host.</summary>
    internal IEnumerable<RoleOnHost> Needs(RoleContext context) =>
        [
            .. Definition.Needs.SelectMany(need => context.Before(need)),
            .. HostsBefore(context).Where(host => host != context.Host).Select(host => new RoleOnHost(host.Name, Name)),
        ];
}
