using Docker.DotNet;
using Docker.DotNet.Models;
using PspLoad.IntegrationTests.Provisioning;
using PspLoad.IntegrationTests.Tiers;
using PspLoad.Lab.Engine;
using CommandLine = PspLoad.IntegrationTests.Provisioning.Cli;

[assembly: AssemblyFixture(typeof(TierFleet))]

namespace PspLoad.IntegrationTests.Tiers;

/// <summary>
/// The whole of <c>environments/quick.yaml</c>: a fleet that takes payments. <c>PSPLOAD_TEST_FLEET</c> names the environment file of one
/// that is to be used and left
/// as it is, which saves its making while tests are written.
/// </summary>
public sealed class TierFleet : ProvisionedFleet
{
    protected override string DefinitionFile => "quick.yaml";

    protected override string? Given => System.Environment.GetEnvironmentVariable("PSPLOAD_TEST_FLEET");

    protected override bool PlansFirst => false;

    /// <summary>Starts the hosts that a test stopped.</summary>
    internal async Task StartHostsAsync() =>
        (await CommandLine.RunAsync(TestContext.Current.CancellationToken, "lab", "up", "-e", EnvironmentFile)).Succeeded();

    /// <summary>As a machine that loses power.</summary>
    internal Task StopHostAsync(string host) => OnContainerAsync(host, (containers, id) => containers.KillContainerAsync(id, new ContainerKillParameters()));

    /// <summary>As a machine that stands still and is still there.</summary>
    internal Task FreezeHostAsync(string host) => OnContainerAsync(host, (containers, id) => containers.PauseContainerAsync(id));

    internal Task ThawHostAsync(string host) => OnContainerAsync(host, (containers, id) => containers.UnpauseContainerAsync(id));

    private async Task OnContainerAsync(string host, Func<IContainerOperations, string, Task> work)
    {
        using var engine = await LabEngine.ConnectAsync(EngineEndpoint.Resolve(), TestContext.Current.CancellationToken);
        await work(engine.Client.Containers, LabIdentity.ForEnvironment(Environment).ContainerOf(host));
    }
}
