namespace PspLoad.Core.Environments.Roles;

/// <summary><c>app-server</c> takes none.</summary>
public sealed record AppServerParameters
{
    public static RoleParameterFormat<AppServerParameters> Format { get; } = new("app-server", _ => new AppServerParameters());
}
