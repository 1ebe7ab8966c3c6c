using PspLoad.Core.Environments;
using PspLoad.Lab.Engine;
using PspLoad.Lab.Hosts;

namespace PspLoad.Lab;

/// <summary>Makes a <see cref="LabStatus"/> from what the engine and the hosts report.</summary>
internal static class LabReport
{
    /// <param name="environment">on the lab's subnet, if the lab has one</param>
    /// <param name="identity">identity of the lab</param>
    /// <param name="snapshot">the lab's resources on the engine</param>
    /// <param name="facts">in the order of the hosts, null for a host that does not run; or empty</param>
    /// <param name="changes">what this call changed</param>
    public static LabStatus Describe(
        PspEnvironment environment,
        LabIdentity identity,
        LabSnapshot snapshot,
        IReadOnlyList<HostFacts?> facts,
        IReadOnlyList<string> changes
    )
    {
        var hosts = environment
            .Hosts.Select(
                (host, index) =>
                    new LabHostStatus(
                        host.Name,
                        snapshot.Network is null ? null : host.Address,
                        snapshot.StateOf(host.Name),
                        facts.ElementAtOrDefault(index)?.Boot,
                        facts.ElementAtOrDefault(index)?.FailedUnits ?? [],
                        snapshot.PublishedOf(host.Name)
                    )
            )
            .ToList();
        var subnet = snapshot.Network?.Subnet;
        return new LabStatus(environment.Name, identity.Id, StateOf(hosts), subnet, hosts, changes);
    }

    private static LabState StateOf(IReadOnlyList<LabHostStatus> hosts)
    {
        if (hosts.All(host => host.State == HostState.Running))
            return LabState.Running;
        if (hosts.All(host => host.State == HostState.Absent))
            return LabState.Absent;
        return hosts.Any(host => host.State is HostState.Running or HostState.Absent or HostState.Created) ? LabState.Partial : LabState.Stopped;
    }
}
