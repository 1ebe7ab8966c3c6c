namespace PspLoad.Core.Environments.Roles;

/// <summary><c>acquirer</c> takes none.</summary>
public sealed record AcquirerParameters
{
    public static RoleParameterFormat<AcquirerParameters> Format { get; } = new("acquirer", _ => new AcquirerParameters());
}
