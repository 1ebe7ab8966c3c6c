using PspLoad.Core.Environments;
using PspLoad.Lab.Hosts;

namespace PspLoad.Lab;

/// <summary>Attaches an environment to its lab.</summary>
internal static class LabPlacement
{
    /// <returns>null when the gateway is not reachable: the lab has no network, or the gateway does not run</returns>
    public static PspEnvironment? Attach(PspEnvironment environment, LabSnapshot snapshot)
    {
        var gateway = environment.Ssh.Gateway;
        return
            snapshot.Network is { } network
            && snapshot.StateOf(gateway) == HostState.Running
            && snapshot.PublishedOf(gateway).TryGetValue(environment.Ssh.Port, out var endpoint)
            ? environment.OnSubnet(network.Subnet).WithGatewayEndpoint(endpoint)
            : null;
    }
}
