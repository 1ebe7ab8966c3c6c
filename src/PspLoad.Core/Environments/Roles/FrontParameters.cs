namespace PspLoad.Core.Environments.Roles;

/// <summary><c>front</c> takes none.</summary>
public sealed record FrontParameters
{
    public static RoleParameterFormat<FrontParameters> Format { get; } = new("front", _ => new FrontParameters());
}
