using PspLoad.Core.Environments;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;

namespace PspLoad.IntegrationTests.Provisioning;

/// <summary>
/// Declares a file with a password from the store. While the file is installed, its validation command records the arguments and environment
/// variables of all processes on the host.
/// </summary>
internal sealed class PasswordRole : Role
{
    public const string RoleName = "password";
    public const string Secret = "test/password";
    public const string File = "/etc/pspload-password";
    public const string ProcessList = "/run/pspload-processes";

    public override RoleDefinition Definition { get; } = new(RoleName, "for a test", RoleParameterFormat.None(RoleName));

    public override IEnumerable<Resource> Resources(RoleContext context) =>
        !context.Has(Name)
            ? []
            :
            [
                new FileResource(File, context.Secrets.Password(Secret))
                {
                    Mode = "0600",
                    Secret = true,
                    ValidateWith = $"cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | tr '\\0' ' ' >{ProcessList}; test -s {{}}",
                },
            ];

    public override IEnumerable<Check> Checks(RoleContext context) => [];
}
