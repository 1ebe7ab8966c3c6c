namespace PspLoad.Core.Environments;

/// <summary>What a role cannot do without.</summary>
/// <param name="Role">the required role</param>
/// <param name="SameHost">true where it must be on the very host, false where any host of the environment will do</param>
public sealed record RoleRequirement(string Role, bool SameHost);
