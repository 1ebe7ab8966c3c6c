namespace PspLoad.Core.Environments.Roles;

/// <summary><c>application</c> takes none.</summary>
public sealed record ApplicationParameters
{
    public static RoleParameterFormat<ApplicationParameters> Format { get; } = new("application", _ => new ApplicationParameters());
}
