using Docker.DotNet;
using Docker.DotNet.Models;
using PspLoad.IntegrationTests.Provisioning;
using PspLoad.IntegrationTests.Tiers;
using PspLoad.Lab.Engine;
using CommandLine = PspLoad.IntegrationTests.Provisioning.Cli;

[assembly: AssemblyFixture(typeof(TierFleet))]

namespace PspLoad.IntegrationTests.Tiers;

/// <summary>
/// The fleet of <c>environments/quick.yaml</c>, which takes payments. <c>PSPLOAD_TEST_FLEET</c> is the environment file of an existing fleet, which
/// the tests then use and do not remove; this saves time while tests are written.
/// </summary>
public sealed class TierFleet : ProvisionedFleet
{
    protected override string DefinitionFile => "quick.yaml";

    protected override string? Given => System.Environment.GetEnvironmentVariable("PSPLOAD_TEST_FLEET");

    protected override bool PlansFirst => false;

    /// <summary>The harness receives the webhooks, so they are compared in each run.</summary>
    protected override string Adapt(string definition)
    {
        const string Parameters = "application: { giveUpAfterMs: 3000";
        Assert.Contains(Parameters, definition, StringComparison.Ordinal);
        return definition.Replace(Parameters, Parameters + ", webhooks: \"http://injector:8095/hooks\"", StringComparison.Ordinal);
    }

    /// <summary>Starts the hosts that a test stopped.</summary>
    internal async Task StartHostsAsync() =>
        (await CommandLine.RunAsync(TestContext.Current.CancellationToken, "lab", "up", "-e", EnvironmentFile)).Succeeded();

    /// <summary>Kills the host, like a power failure.</summary>
    internal Task StopHostAsync(string host) => OnContainerAsync(host, (containers, id) => containers.KillContainerAsync(id, new ContainerKillParameters()));

    /// <summary>Pauses the host: it still exists but does nothing.</summary>
    internal Task FreezeHostAsync(string host) => OnContainerAsync(host, (containers, id) => containers.PauseContainerAsync(id));

    internal Task ThawHostAsync(string host) => OnContainerAsync(host, (containers, id) => containers.UnpauseContainerAsync(id));

    private async Task OnContainerAsync(string host, Func<IContainerOperations, string, Task> work)
    {
        using var engine = await LabEngine.ConnectAsync(EngineEndpoint.Resolve(), TestContext.Current.CancellationToken);
        await work(engine.Client.Containers, LabIdentity.ForEnvironment(Environment).ContainerOf(host));
    }
}
