using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Lab.Engine;
using PspLoad.Lab.Network;

namespace PspLoad.Lab.Hosts;

/// <summary>Makes the specs of an environment's hosts.</summary>
internal static class HostSpecs
{
    private static readonly string[] s_nestedContainerDevices = ["/dev/fuse", "/dev/net/tun"];

    /// <param name="environment">on the lab's subnet</param>
    /// <param name="identity">identity of the lab</param>
    /// <param name="engine">the engine; it knows the ports of all labs</param>
    /// <param name="snapshot">current state; existing hosts keep their ports</param>
    /// <param name="network">the lab's bridge and subnet</param>
    /// <param name="image">name and tag</param>
    /// <param name="authorizedKey">one OpenSSH line</param>
    /// <param name="cancellationToken">gives up</param>
    public static async Task<IReadOnlyList<HostSpec>> CreateAsync(
        PspEnvironment environment,
        LabIdentity identity,
        LabEngine engine,
        LabSnapshot snapshot,
        LabNetwork network,
        string image,
        string authorizedKey,
        CancellationToken cancellationToken
    )
    {
        var labs = await engine.ContainersWithAsync(LabIdentity.PublishedLabel, cancellationToken);
        var taken = labs.Where(container => HostPlan.StateOf(container.State) != HostState.Created)
            .SelectMany(container => PublishedPorts.FromLabel(container.Labels[LabIdentity.PublishedLabel]).Values)
            .ToHashSet();
        string[] devices = [.. s_nestedContainerDevices.Where(File.Exists)];
        return
        [
            .. environment.Hosts.Select(host => new HostSpec(
                HostSpec.CurrentRecipe,
                host.Name,
                environment.Domain,
                image,
                network.Subnet.ToString(),
                host.Address.ToString(),
                environment.Ssh.User,
                environment.Ssh.Port,
                authorizedKey,
                PortsOf(host.Name),
                devices,
                engine.CgroupV2
            )),
        ];

        SortedDictionary<int, int> PortsOf(string host)
        {
            // A host that never started may have failed because of its port.
            var kept = snapshot.StateOf(host) == HostState.Created ? [] : snapshot.PortsOf(host);
            var ports = new SortedDictionary<int, int>();
            foreach (var port in PublishedOf(environment, host))
                ports[port] = kept.TryGetValue(port, out var known) ? known : Choose($"{identity.EnvironmentFile}:{host}:{port}");
            return ports;
        }

        int Choose(string seed)
        {
            var port = PublishedPorts.Choose(LabNetwork.Seed(seed), candidate => !taken.Contains(candidate) && PublishedPorts.IsFreeOnMachine(candidate))
                ?? throw new OperationFailedException(
                    ExitCode.ProvisioningFailed,
                    "no port is free on 127.0.0.1 for the lab to publish",
                    "run ./run.sh lab down for labs that are not needed"
                );
            taken.Add(port);
            return port;
        }
    }

    /// <returns>the host's published TCP ports: SSH of the gateway, and the ports in the environment</returns>
    private static IEnumerable<int> PublishedOf(PspEnvironment environment, string host)
    {
        if (host == environment.Ssh.Gateway)
            yield return environment.Ssh.Port;
        if (environment.Lab!.Publish.TryGetValue(host, out var port))
            yield return port;
    }
}
