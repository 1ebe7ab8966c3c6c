using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;
using PspLoad.Provisioning.Shells;

namespace PspLoad.Provisioning.Engine;

/// <summary>
/// Probes all roles when the run starts, with one round trip per host and all hosts in parallel. A run that finds nothing to change then does not
/// pay one round trip per node of the graph. The results are valid until the run makes its first change on any host. From then on each role
/// probes again when its turn comes.
/// </summary>
/// <param name="shellOf">root shell of a host</param>
internal sealed class FirstLook(Func<HostDefinition, IHostShell> shellOf)
{
    private readonly Dictionary<string, Task<Dictionary<RoleOnHost, Look>>> _hosts = [];
    private volatile bool _isOver;

    /// <summary>Starts probing a host.</summary>
    /// <param name="declared">the host's roles with their resources, as declared before any change</param>
    public void Begin(
        HostDefinition host,
        Func<IEnumerable<(RoleOnHost Node, IReadOnlyList<Resource> Resources)>> declared,
        CancellationToken cancellationToken
    ) => _hosts[host.Name] = Task.Run(() => AskAsync(host, [.. declared()], cancellationToken), cancellationToken);

    /// <summary>Invalidates all results before the first change.</summary>
    public void End() => _isOver = true;

    /// <param name="resources">current declaration</param>
    /// <returns>probe results; null when they are no longer valid or the role's probes have changed</returns>
    /// <exception cref="OperationFailedException">the host could not be probed</exception>
    public async Task<IReadOnlyList<ProbeResult>?> OfAsync(RoleOnHost node, IReadOnlyList<Resource> resources)
    {
        if (_isOver)
            return null;
        var look = (await _hosts[node.Host])[node];
        return !_isOver && look.Scripts.SequenceEqual(resources.Select(resource => resource.ProbeScript)) ? look.Probes : null;
    }

    private async Task<Dictionary<RoleOnHost, Look>> AskAsync(
        HostDefinition host,
        List<(RoleOnHost Node, IReadOnlyList<Resource> Resources)> nodes,
        CancellationToken cancellationToken
    )
    {
        List<Resource> all = [.. nodes.SelectMany(node => node.Resources)];
        var probes = all.Count == 0 ? [] : await ResourceProbes.RunAsync(shellOf(host), all, cancellationToken);
        var first = 0;
        return nodes.ToDictionary(
            node => node.Node,
            node => new Look(
                [.. node.Resources.Select(resource => resource.ProbeScript)],
                [.. probes.Skip((first += node.Resources.Count) - node.Resources.Count).Take(node.Resources.Count)]
            )
        );
    }

    private sealed record Look(IReadOnlyList<string> Scripts, IReadOnlyList<ProbeResult> Probes);
}
