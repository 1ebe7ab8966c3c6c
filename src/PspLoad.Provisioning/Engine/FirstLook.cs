using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;

namespace PspLoad.Provisioning.Engine;

/// <summary>
/// The probes of all roles, asked at the start in one round trip a host and side by side: a run that finds nothing to change does not go through its graph one
/// round trip after the other. What was found counts until the run changes anything anywhere; from then on every role asks for itself, when its turn comes.
/// </summary>
/// <param name="shellOf">root shell of a host</param>
internal sealed class FirstLook(Func<HostDefinition, IHostShell> shellOf)
{
    private readonly Dictionary<string, Task<Dictionary<RoleOnHost, Look>>> _hosts = [];
    private volatile bool _isOver;

    /// <summary>Begins to ask a host.</summary>
    /// <param name="declared">its roles with their resources, as they are before anything was done</param>
    public void Begin(
        HostDefinition host,
        Func<IEnumerable<(RoleOnHost Node, IReadOnlyList<Resource> Resources)>> declared,
        CancellationToken cancellationToken
    ) => _hosts[host.Name] = Task.Run(() => AskAsync(host, [.. declared()], cancellationToken), cancellationToken);

    /// <summary>Something is about to be changed.</summary>
    public void End() => _isOver = true;

    /// <param name="resources">as they are declared now</param>
    /// <returns>what their probes said, or null where that does not count</returns>
    /// <exception cref="OperationFailedException">the host could not be asked</exception>
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
        var probes = all.Count == 0 ? [] : await ShellBatches.ProbeAsync(shellOf(host), all, cancellationToken);
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
