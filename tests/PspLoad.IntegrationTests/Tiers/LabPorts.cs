using Microsoft.Extensions.Logging.Abstractions;
using PspLoad.Core.Environments;
using PspLoad.IntegrationTests.Provisioning;
using PspLoad.Lab;
using PspLoad.Roles;

namespace PspLoad.IntegrationTests.Tiers;

/// <summary>The ports of 127.0.0.1 on which the lab publishes its hosts.</summary>
internal static class LabPorts
{
    public static async Task<int> PublishedAsync(ProvisionedFleet fleet, string host, int port, CancellationToken cancellationToken)
    {
        var status = await new LabFleet(NullLogger<LabFleet>.Instance, TimeProvider.System).StatusAsync(
            EnvironmentReader.Read(fleet.EnvironmentFile, BuiltInRoles.Catalogue).Value!,
            cancellationToken
        );
        return status.Hosts.Single(known => known.Name == host).Published[port].Port;
    }
}
