using Docker.DotNet.Models;
using PspLoad.Lab.Engine;

namespace PspLoad.Lab.Hosts;

/// <summary>Gives one host the state of its spec.</summary>
internal static class HostStart
{
    /// <returns>one line about the change; null when nothing changed</returns>
    public static async Task<string?> BringUpAsync(
        LabEngine engine,
        LabIdentity identity,
        string network,
        HostSpec spec,
        ContainerListResponse? container,
        CancellationToken cancellationToken
    )
    {
        var state = container is null ? HostState.Absent : HostPlan.StateOf(container.State);
        var actual = container?.Labels.TryGetValue(LabIdentity.SpecLabel, out var label) == true ? label : null;
        switch (HostPlan.Decide(state, actual, spec.Hash))
        {
            case HostAction.Create:
                await HostContainer.StartNewAsync(engine, identity, network, spec, cancellationToken);
                return $"{spec.Host}: created";
            case HostAction.Replace:
                await engine.RemoveContainerAsync(container!.ID, cancellationToken);
                await HostContainer.StartNewAsync(engine, identity, network, spec, cancellationToken);
                return state == HostState.Created ? $"{spec.Host}: created in place of a leftover" : $"{spec.Host}: created again, its definition changed";
            case HostAction.Start:
                await engine.Client.Containers.StartContainerAsync(container!.ID, new ContainerStartParameters(), cancellationToken);
                return $"{spec.Host}: started";
            case HostAction.Resume:
                await engine.Client.Containers.UnpauseContainerAsync(container!.ID, cancellationToken);
                return $"{spec.Host}: resumed";
            default:
                return null;
        }
    }
}
