using PspLoad.Provisioning.Roles.Acquirer;
using PspLoad.Provisioning.Roles.Application;
using PspLoad.Provisioning.Roles.AppServer;
using PspLoad.Provisioning.Roles.Ca;
using PspLoad.Provisioning.Roles.Console;
using PspLoad.Provisioning.Roles.Control;
using PspLoad.Provisioning.Roles.Database;
using PspLoad.Provisioning.Roles.Dns;
using PspLoad.Provisioning.Roles.Front;
using PspLoad.Provisioning.Roles.Registry;
using PspLoad.Provisioning.Roles.SecurityModule;
using PspLoad.Provisioning.Roles.Time;

namespace PspLoad.Provisioning.Roles;

/// <summary>The roles that this program can provision, in the order in which they are shown.</summary>
public static class BuiltInRoles
{
    public static IReadOnlyList<Role> All { get; } =
    [
        new ConsoleRole(),
        new CaRole(),
        new DnsRole(),
        new TimeRole(),
        new RegistryRole(),
        new ControlRole(),
        new DatabaseRole(),
        new AppServerRole(),
        new SecurityModuleRole(),
        new AcquirerRole(),
        new ApplicationRole(),
        new FrontRole(),
    ];
}
