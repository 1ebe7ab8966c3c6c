namespace PspLoad.Core.Environments;

/// <summary>A role as an environment may name it.</summary>
/// <param name="Name">as written in YAML</param>
/// <param name="Summary">one line for people</param>
/// <param name="Requires">checked when an environment is read</param>
public sealed record RoleDescription(string Name, string Summary, IReadOnlyList<RoleRequirement> Requires)
{
    /// <summary>The parameters that it takes; null for a role that cannot be provisioned yet, whose parameters nobody reads.</summary>
    public RoleParameterFormat? Parameters { get; init; }
}
