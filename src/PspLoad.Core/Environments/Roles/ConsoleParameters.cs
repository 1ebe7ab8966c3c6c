namespace PspLoad.Core.Environments.Roles;

/// <summary><c>console</c> takes none: who comes in, and where, is in the ssh section.</summary>
public sealed record ConsoleParameters
{
    public static RoleParameterFormat<ConsoleParameters> Format { get; } = new("console", _ => new ConsoleParameters());
}
