using PspLoad.Core.Environments;
using PspLoad.Provisioning.Roles;
using PspLoad.Roles.Acquirer;
using PspLoad.Roles.Application;
using PspLoad.Roles.AppServer;
using PspLoad.Roles.Ca;
using PspLoad.Roles.Console;
using PspLoad.Roles.Control;
using PspLoad.Roles.Database;
using PspLoad.Roles.Dns;
using PspLoad.Roles.Front;
using PspLoad.Roles.Registry;
using PspLoad.Roles.SecurityModule;
using PspLoad.Roles.Time;

namespace PspLoad.Roles;

/// <summary>The roles that this program can provision, in display order.</summary>
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

    /// <summary>The same roles, for the reader of environment files.</summary>
    public static RoleCatalogue Catalogue { get; } = new([.. All.Select(role => role.Definition)]);
}
