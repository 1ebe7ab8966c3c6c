using System.Net;
using Docker.DotNet.Models;
using PspLoad.Lab.Engine;
using PspLoad.Lab.Network;

namespace PspLoad.Lab.Hosts;

/// <summary>One lab's resources on the engine at one moment.</summary>
internal sealed record LabSnapshot(IReadOnlyList<NetworkResponse> Networks, IReadOnlyList<ContainerListResponse> Containers)
{
    public LabNetwork? Network => Networks.Select(LabNetwork.From).FirstOrDefault(network => network is not null);

    public static async Task<LabSnapshot> ReadAsync(LabEngine engine, LabIdentity identity, CancellationToken cancellationToken)
    {
        var label = $"{LabIdentity.IdLabel}={identity.Id}";
        var networks = await engine.NetworksWithAsync(label, cancellationToken);
        var containers = await engine.ContainersWithAsync(label, cancellationToken);
        return new LabSnapshot([.. networks], [.. containers]);
    }

    public ContainerListResponse? ContainerOf(string host) => Containers.FirstOrDefault(container => HostOf(container) == host);

    public HostState StateOf(string host) => ContainerOf(host) is { } container ? HostPlan.StateOf(container.State) : HostState.Absent;

    /// <returns>the host's TCP port → port on 127.0.0.1, as requested when the container was created</returns>
    public SortedDictionary<int, int> PortsOf(string host) =>
        ContainerOf(host)?.Labels.TryGetValue(LabIdentity.PublishedLabel, out var label) == true ? PublishedPorts.FromLabel(label) : [];

    public IReadOnlyDictionary<int, IPEndPoint> PublishedOf(string host) =>
        PortsOf(host).ToDictionary(port => port.Key, port => new IPEndPoint(IPAddress.Loopback, port.Value));

    public static string HostOf(ContainerListResponse container) => container.Labels.TryGetValue(LabIdentity.HostLabel, out var host) ? host : "";
}
