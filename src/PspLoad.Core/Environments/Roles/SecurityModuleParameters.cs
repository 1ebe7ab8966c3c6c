namespace PspLoad.Core.Environments.Roles;

/// <summary><c>security-module</c> takes none: another PKCS#11 library is another provider.</summary>
public sealed record SecurityModuleParameters
{
    public static RoleParameterFormat<SecurityModuleParameters> Format { get; } = new("security-module", _ => new SecurityModuleParameters());
}
