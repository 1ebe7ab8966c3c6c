using PspLoad.Core.Bottlenecks;
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
using PspLoad.Roles.Metrics;
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

    /// <summary>When a figure of a host or of a role's service shows a bottleneck.</summary>
    public static IReadOnlyList<BottleneckRule> Bottlenecks { get; } =
    [.. HostMetrics.Bottlenecks, .. All.OfType<IMeasuredRole>().SelectMany(role => role.Metrics.Bottlenecks)];

    /// <summary>Settings that exist so that their cost can be measured.</summary>
    public static IReadOnlyList<RoleToggle> Toggles { get; } = [.. All.SelectMany(role => role.Definition.Parameters.Toggles)];

    /// <summary>The same roles, for the reader of environment files.</summary>
    public static RoleCatalogue Catalogue { get; } = new([.. All.Select(role => role.Definition)]);
}
