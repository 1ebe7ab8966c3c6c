using PspLoad.Provisioning.Checks;
using PspLoad.Provisioning.Resources;

namespace PspLoad.Provisioning.Roles;

/// <summary>
/// A duty of the fleet: what it needs first, the resources it declares on each host it concerns (the host that has the role, and
/// often every other host as its client), and the checks that prove it. A new role is one folder with this, its templates and its checks.
/// </summary>
public abstract class Role
{
    /// <summary>As in the catalogue and in YAML.</summary>
    public abstract string Name { get; }

    /// <summary>The (host, role) pairs that must be done before this one is begun on the context's host.</summary>
    public abstract IEnumerable<RoleOnHost> Needs(RoleContext context);

    /// <summary>In the order in which they are applied; empty where the role does not concern the context's host. Asked only after all
    /// needs are done.</summary>
    public abstract IEnumerable<Resource> Resources(RoleContext context);

    /// <summary>Proofs, each run from where its client stands.</summary>
    public abstract IEnumerable<Check> Checks(RoleContext context);
}
