using System.Globalization;
using PspLoad.Core.Environments;
using PspLoad.Roles.Application;
using PspLoad.Roles.Database;
using PspLoad.Roles.Front;

namespace PspLoad.Roles.Metrics;

/// <summary>What is sampled on a host besides its kernel. A service that does not answer within a second is missing from that sample.</summary>
/// <param name="Nginx">ADDRESS PORT of its <c>stub_status</c>; null if there is none</param>
/// <param name="Psp">ADDRESS PORT of the application's metrics; null if it does not run here</param>
/// <param name="MariaDb">reads the database's status through its socket</param>
public sealed record ServiceProbes(string? Nginx, string? Psp, bool MariaDb)
{
    public static ServiceProbes None { get; } = new(null, null, MariaDb: false);

    /// <summary>Derived from the host's roles.</summary>
    public static ServiceProbes Of(HostDefinition host) =>
        new(
            host.Roles.Contains(FrontRole.RoleName) ? Port("127.0.0.1", FrontRole.InternalPort) : null,
            host.Roles.Contains(ApplicationRole.RoleName) ? Port(host.Address.ToString(), ApplicationRole.InternalPort) : null,
            host.Roles.Contains(DatabaseRole.RoleName)
        );

    private static string Port(string address, int port) => string.Create(CultureInfo.InvariantCulture, $"{address} {port}");
}
