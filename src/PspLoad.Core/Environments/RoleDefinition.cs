namespace PspLoad.Core.Environments;

/// <summary>A role as an environment file names it. Its own folder in <c>PspLoad.Roles</c> implements it.</summary>
/// <param name="Name">as written in YAML</param>
/// <param name="Summary">one line for people</param>
/// <param name="Parameters">parameters of the role</param>
/// <param name="Needs">other roles that it needs; used by both the environment reader and the provisioning engine</param>
public sealed record RoleDefinition(string Name, string Summary, RoleParameterFormat Parameters, params IReadOnlyList<RoleNeed> Needs)
{
    /// <summary>Administration enters the fleet at the hosts with this role. The gateway must have it.</summary>
    public bool IsGateway { get; init; }
}
