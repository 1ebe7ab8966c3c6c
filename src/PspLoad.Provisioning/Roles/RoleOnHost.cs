namespace PspLoad.Provisioning.Roles;

/// <summary>One node of the provisioning graph.</summary>
/// <param name="Host">name of the host</param>
/// <param name="Role">name of the role</param>
public sealed record RoleOnHost(string Host, string Role)
{
    public override string ToString() => $"{Role} on {Host}";
}
