namespace PspLoad.Provisioning.Roles;

/// <summary>A connection that a role opens.</summary>
/// <param name="Role">name of the listening role</param>
/// <param name="Port">its TCP port</param>
public sealed record RoleFlow(string Role, int Port);
