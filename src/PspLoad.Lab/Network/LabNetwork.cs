using System.Net;
using System.Security.Cryptography;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using Microsoft.Extensions.Logging.Abstractions;
using PspLoad.Core.Errors;
using PspLoad.Lab.Engine;

namespace PspLoad.Lab.Network;

/// <summary>A lab's bridge and its /24. A label of the bridge stores the /24.</summary>
/// <param name="Id">the engine's id</param>
/// <param name="Subnet">the /24; the environment sets each host's number in it</param>
internal sealed record LabNetwork(string Id, IPNetwork Subnet)
{
    /// <summary>The machine's own address on the bridge.</summary>
    public IPAddress Gateway => SubnetChoice.Host(Subnet, 1);

    /// <returns>null when the label is missing or invalid</returns>
    public static LabNetwork? From(NetworkResponse network) =>
        network.Labels.TryGetValue(LabIdentity.SubnetLabel, out var label) && IPNetwork.TryParse(label, out var subnet)
            ? new LabNetwork(network.ID, subnet)
            : null;

    /// <exception cref="OperationFailedException">no /24 of the lab's range is free</exception>
    public static async Task<LabNetwork> CreateAsync(LabEngine engine, LabIdentity identity, IPNetwork range, CancellationToken cancellationToken)
    {
        var networks = await engine.Client.Networks.ListNetworksAsync(new NetworksListParameters(), cancellationToken);
        var ofEngine = networks
            .SelectMany(network => network.IPAM?.Config ?? [])
            .Select(config => IPNetwork.TryParse(config.Subnet, out var subnet) ? subnet : default)
            .Where(subnet => subnet.BaseAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork && subnet.PrefixLength > 0);
        foreach (var subnet in SubnetChoice.Candidates(range, Seed(identity.EnvironmentFile), [.. ofEngine, .. MachineRoutes.Read()]))
        {
            if (await TryCreateAsync(engine, identity, subnet, cancellationToken) is { } created)
                return created;
        }

        throw new OperationFailedException(
            ExitCode.ProvisioningFailed,
            $"no /24 of {range} is free on this machine",
            "run ./run.sh lab down for labs that are not needed, or set lab.network to another range"
        );
    }

    internal static uint Seed(string text) => BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 4);

    /// <returns>null when the subnet was taken in the meantime</returns>
    private static async Task<LabNetwork?> TryCreateAsync(LabEngine engine, LabIdentity identity, IPNetwork subnet, CancellationToken cancellationToken)
    {
        var gateway = SubnetChoice.Host(subnet, 1).ToString();
        var network = new NetworkBuilder()
            .WithDockerEndpoint(engine.Endpoint)
            .WithLogger(NullLogger.Instance)
            .WithCleanUp(false)
            .WithName(identity.Name)
            .WithLabel(identity.Labels)
            .WithLabel(LabIdentity.SubnetLabel, subnet.ToString())
            .WithCreateParameterModifier(parameters =>
                parameters.IPAM = new IPAM { Driver = "default", Config = [new IPAMConfig { Subnet = subnet.ToString(), Gateway = gateway }] }
            )
            .Build();
        try
        {
            await network.CreateAsync(cancellationToken);
        }
        catch (DockerApiException e) when (e.ResponseBody?.Contains("overlaps", StringComparison.Ordinal) == true)
        {
            return null;
        }

        var created = await engine.NetworksWithAsync($"{LabIdentity.IdLabel}={identity.Id}", cancellationToken);
        return From(created.Single(candidate => candidate.Labels[LabIdentity.SubnetLabel] == subnet.ToString()));
    }
}
