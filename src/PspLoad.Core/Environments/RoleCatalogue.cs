namespace PspLoad.Core.Environments;

/// <summary>The roles that an environment may assign to its hosts.</summary>
/// <param name="all">in display order; a role comes after every role that it needs</param>
public sealed class RoleCatalogue(IReadOnlyList<RoleDefinition> all)
{
    public IReadOnlyList<RoleDefinition> All => all;

    public IReadOnlyList<string> Names { get; } = [.. all.Select(role => role.Name)];

    /// <returns>the role, or null if the name is unknown</returns>
    public RoleDefinition? Find(string name) => all.FirstOrDefault(role => role.Name == name);
}
