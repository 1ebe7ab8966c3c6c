namespace PspLoad.Core.Environments.Roles;

/// <summary><c>control</c> takes none.</summary>
public sealed record ControlParameters
{
    public static RoleParameterFormat<ControlParameters> Format { get; } = new("control", _ => new ControlParameters());
}
