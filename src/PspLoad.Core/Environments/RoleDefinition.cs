namespace PspLoad.Core.Environments;

/// <summary>A role as an environment file names it. The role's own folder in <c>PspLoad.Roles</c> makes it.</summary>
/// <param name="Name">as written in YAML</param>
/// <param name="Summary">one line for people</param>
/// <param name="Parameters">the parameters that it takes</param>
/// <param name="Needs">other roles that it needs; the environment reader and the provisioning engine use the same list</param>
public sealed record RoleDefinition(string Name, string Summary, RoleParameterFormat Parameters, params IReadOnlyList<RoleNeed> Needs)
{
    /// <summary>Administration enters the fleet at the hosts with this role. The gateway must have it.</summary>
    public bool IsGateway { get; init; }
}
