using Docker.DotNet.Models;
using Microsoft.Extensions.Logging;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Lab.Access;
using PspLoad.Lab.Engine;
using PspLoad.Lab.Hosts;
using PspLoad.Lab.Image;
using PspLoad.Lab.Network;

namespace PspLoad.Lab;

/// <summary>
/// Runs an environment's hosts as containers on this machine, with fixed addresses on their own bridge. As in production, they are reachable
/// only through the gateway's SSH and the published ports. A lab outlives the process that created it; labels identify its resources.
/// </summary>
public sealed class LabFleet(ILogger<LabFleet> logger, TimeProvider time)
{
    /// <summary>Creates, completes or starts the lab and pins its host keys. Returns when every host has booted and its sshd answers.</summary>
    /// <exception cref="OperationFailedException">no engine, no disk space, no image, or a host that does not boot</exception>
    public Task<LabStatus> UpAsync(PspEnvironment environment, CancellationToken cancellationToken) =>
        WithEngineAsync(
            environment,
            exclusive: true,
            async (engine, identity) =>
            {
                var image = await new HostImage(engine, time, logger).EnsureAsync(cancellationToken);
                DiskSpace.Require(engine.DataDirectory, DiskSpace.ForHostsBytes, "a lab");
                var key = await OperatorKey.EnsureAsync(environment.Ssh.KeyFile, cancellationToken);

                var changes = new List<string>();
                var network = await NetworkAsync(engine, identity, environment, changes, cancellationToken);
                var before = await LabSnapshot.ReadAsync(engine, identity, cancellationToken);
                await RemoveUnknownHostsAsync(engine, environment, before, changes, cancellationToken);

                var placed = environment.OnSubnet(network.Subnet);
                var specs = await HostSpecs.CreateAsync(placed, identity, engine, before, network, image, key, cancellationToken);
                InotifyInstances.Require(specs.Count(spec => before.StateOf(spec.Host) is not (HostState.Running or HostState.Paused)));
                var facts = await Task.WhenAll(specs.Select(spec => RaiseAsync(engine, identity, spec, before, environment.Lab!, changes, cancellationToken)));

                var after = await LabSnapshot.ReadAsync(engine, identity, cancellationToken);
                var attached = LabPlacement.Attach(placed, after)!;
                var hostKeys = specs.Zip(facts).ToDictionary(pair => pair.First.Host, pair => pair.Second.HostKey);
                changes.AddRange(await LabAccess.WriteAsync(attached, hostKeys, cancellationToken));
                return LabReport.Describe(attached, identity, after, facts, changes);
            },
            cancellationToken
        );

    /// <summary>Removes this lab's hosts, their anonymous volumes and its network, including leftovers of killed runs, and nothing else.</summary>
    public Task<LabStatus> DownAsync(PspEnvironment environment, CancellationToken cancellationToken) =>
        WithEngineAsync(
            environment,
            exclusive: true,
            async (engine, identity) =>
            {
                var changes = new List<string>();
                await RemoveAllAsync(engine, await LabSnapshot.ReadAsync(engine, identity, cancellationToken), changes, cancellationToken);
                await LabAccess.RemoveAsync(environment, cancellationToken);
                return LabReport.Describe(environment, identity, await LabSnapshot.ReadAsync(engine, identity, cancellationToken), [], changes);
            },
            cancellationToken
        );

    /// <summary>Asks the engine and every running host for their state. Changes nothing.</summary>
    public Task<LabStatus> StatusAsync(PspEnvironment environment, CancellationToken cancellationToken) =>
        WithEngineAsync(
            environment,
            exclusive: false,
            async (engine, identity) =>
            {
                var snapshot = await LabSnapshot.ReadAsync(engine, identity, cancellationToken);
                var placed = snapshot.Network is { } network ? environment.OnSubnet(network.Subnet) : environment;
                var facts = await Task.WhenAll(
                    environment.Hosts.Select(host => HostReadiness.AskAsync(engine, snapshot.ContainerOf(host.Name), cancellationToken))
                );
                return LabReport.Describe(placed, identity, snapshot, facts, []);
            },
            cancellationToken
        );

    /// <summary>Gives the environment its addresses in this lab, and the gateway its published port.</summary>
    /// <exception cref="OperationFailedException">the lab is not up</exception>
    public Task<PspEnvironment> AttachAsync(PspEnvironment environment, CancellationToken cancellationToken) =>
        WithEngineAsync(
            environment,
            exclusive: false,
            async (engine, identity) =>
            {
                var snapshot = await LabSnapshot.ReadAsync(engine, identity, cancellationToken);
                var reason = snapshot.Containers.Count == 0 ? "it has no hosts" : $"{environment.Ssh.Gateway} does not run";
                return LabPlacement.Attach(environment, snapshot)
                    ?? throw new OperationFailedException(
                        ExitCode.ProvisioningFailed,
                        $"the lab of '{environment.Name}' is not up ({reason})",
                        $"run ./run.sh lab up -e {environment.Name}"
                    );
            },
            cancellationToken
        );

    /// <summary>Simulates a power failure: kills everything in the host, then boots it. (A restart by the engine would shut it down in order.)
    /// Returns when the host begins to boot. Once begun, it cannot be cancelled.</summary>
    public Task PowerCycleAsync(PspEnvironment environment, string host, CancellationToken cancellationToken) =>
        WithEngineAsync(
            environment,
            exclusive: false,
            async (engine, identity) =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                await engine.Client.Containers.KillContainerAsync(identity.ContainerOf(host), new ContainerKillParameters(), CancellationToken.None);
                await engine.Client.Containers.StartContainerAsync(identity.ContainerOf(host), new ContainerStartParameters(), CancellationToken.None);
                return host;
            },
            cancellationToken
        );

    private async Task<T> WithEngineAsync<T>(
        PspEnvironment environment,
        bool exclusive,
        Func<LabEngine, LabIdentity, Task<T>> work,
        CancellationToken cancellationToken
    )
    {
        if (environment.Lab is null)
        {
            throw new OperationFailedException(
                ExitCode.InvalidUsage,
                $"environment '{environment.Name}' has no lab: section; its hosts are real servers",
                "name an environment that has one, for example -e quick"
            );
        }

        using var engine = await LabEngine.ConnectAsync(EngineEndpoint.Resolve(), cancellationToken);
        using var turn = exclusive
            ? await ProcessLock.AcquireAsync(Path.Combine(environment.StateDirectory, "lab.lock"), time, logger.WaitingForLab, cancellationToken)
            : null;
        try
        {
            return await work(engine, LabIdentity.ForEnvironment(environment));
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested && e is not OperationCanceledException)
        {
            // Testcontainers reports a cancelled wait as a timeout, and a closed connection as one of several exceptions.
            throw new OperationCanceledException("the lab command was interrupted", e, cancellationToken);
        }
        catch (Exception e) when (EngineErrors.IsOfEngine(e))
        {
            throw await EngineErrors.ExplainAsync(engine, e);
        }
    }

    private async Task<LabNetwork> NetworkAsync(
        LabEngine engine,
        LabIdentity identity,
        PspEnvironment environment,
        List<string> changes,
        CancellationToken cancellationToken
    )
    {
        var snapshot = await LabSnapshot.ReadAsync(engine, identity, cancellationToken);
        var range = environment.Lab!.Network;
        if (snapshot.Network is { } network && range.Contains(network.Subnet.BaseAddress))
            return network;

        await RemoveAllAsync(engine, snapshot, changes, cancellationToken);
        network = await LabNetwork.CreateAsync(engine, identity, range, cancellationToken);
        Note(changes, $"network {network.Subnet} created");
        return network;
    }

    private async Task<HostFacts> RaiseAsync(
        LabEngine engine,
        LabIdentity identity,
        HostSpec spec,
        LabSnapshot before,
        LabSettings settings,
        List<string> changes,
        CancellationToken cancellationToken
    )
    {
        if (await HostStart.BringUpAsync(engine, identity, identity.Name, spec, before.ContainerOf(spec.Host), cancellationToken) is { } change)
            Note(changes, change);
        int? percent = settings.CpuPercent.TryGetValue(spec.Host, out var limit) ? limit : null;
        if (await CpuLimit.ApplyAsync(engine, identity.ContainerOf(spec.Host), spec.Host, percent, cancellationToken) is { } limited)
            Note(changes, limited);
        var facts = await HostReadiness.WaitAsync(engine, spec.Host, identity.ContainerOf(spec.Host), spec.SshPort, cancellationToken);
        if (facts.FailedUnits.Count > 0)
            logger.Degraded(spec.Host, string.Join(", ", facts.FailedUnits));
        return facts;
    }

    private async Task RemoveUnknownHostsAsync(
        LabEngine engine,
        PspEnvironment environment,
        LabSnapshot snapshot,
        List<string> changes,
        CancellationToken cancellationToken
    )
    {
        foreach (var container in snapshot.Containers.Where(container => environment.Hosts.All(host => host.Name != LabSnapshot.HostOf(container))))
        {
            await engine.RemoveContainerAsync(container.ID, cancellationToken);
            Note(changes, $"{LabSnapshot.HostOf(container)}: removed, the environment no longer has it");
        }
    }

    private async Task RemoveAllAsync(LabEngine engine, LabSnapshot snapshot, List<string> changes, CancellationToken cancellationToken)
    {
        await Task.WhenAll(
            snapshot.Containers.Select(async container =>
            {
                await engine.RemoveContainerAsync(container.ID, cancellationToken);
                Note(changes, $"{LabSnapshot.HostOf(container)}: removed");
            })
        );
        foreach (var network in snapshot.Networks)
        {
            await engine.Client.Networks.DeleteNetworkAsync(network.ID, cancellationToken);
            Note(changes, $"network {network.Name} removed");
        }
    }

    private void Note(List<string> changes, string change)
    {
        logger.Changed(change);
        lock (changes)
            changes.Add(change);
    }
}
