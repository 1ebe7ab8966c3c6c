namespace PspLoad.IntegrationTests.Tiers;

/// <summary>
/// An operator works while 200 payments per second arrive, and no client notices. Operations avoid a reload of the front. Two cores carry this load
/// only if the machine is otherwise idle: during a build, the newly active server does not keep up.
/// </summary>
[Collection(OneTierFleet.Name)]
public sealed class PlannedWork(TierFleet fleet)
{
    private const int PerSecond = 200;
    private readonly Nodes _nodes = new(fleet);
    private readonly UnderPayments _payments = new(fleet);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task Reload_of_the_front() =>
        _payments.RunAsync(
            // A reload closes idle connections while some client sends a request on one of them (ADR 22). No operation reloads if the
            // configuration is unchanged.
            new("reload of NGINX", PerSecond, 1, async _ => await fleet.OnHostAsync("front", "systemctl reload nginx"))
        );

    [Fact]
    public Task Manual_switch() => _payments.RunAsync(new("`switch`", PerSecond, 1, async active =>
            {
                (await fleet.RunAsync("switch", "--to", Nodes.Other(active))).Succeeded();
                Assert.Equal(Nodes.Other(active), await _nodes.ActiveAsync());
            }));

    [Fact]
    public async Task A_provisioning_run_after_a_switch_leaves_it_alone()
    {
        await fleet.ReadyAsync();
        await fleet.ConvergedAsync();
        // Fewer payments: in a lab, two cores run the probes of all seven hosts at once. Real hosts each run their own.
        await _payments.RunAsync(new("`provision` that has nothing to change", PerSecond / 5, 1.5, async active =>
            {
                await _nodes.MakeActiveAsync(Nodes.Other(active), Token);
                var provisioned = (await fleet.RunAsync("provision", "--json")).Succeeded();
                Assert.All(provisioned.Resources, row => Assert.Equal("ok", row.Status));
                Assert.Equal(Nodes.Other(active), await _nodes.ActiveAsync());
            }));
    }

    [Fact]
    public Task A_deployment() => _payments.RunAsync(new("`deploy`", PerSecond, 1.5, async active =>
            {
                await using var image = await DeployableImage.BuildAsync("LABEL of.a=test");
                (await fleet.RunAsync("deploy", "--image", image.Name)).Succeeded();
                Assert.Equal(Nodes.Other(active), await _nodes.ActiveAsync());
                Assert.Equal(await _nodes.DigestAsync("app1"), await _nodes.DigestAsync("app2"));
            }));

    [Fact]
    public Task A_deployment_of_what_never_gets_ready_is_taken_back() =>
        _payments.RunAsync(new("`deploy` of an image that never gets ready", PerSecond / 5, 1.5, async active =>
            {
                var before = await _nodes.DigestAsync(active);
                await using var image = await DeployableImage.BuildAsync("""ENTRYPOINT ["sh", "-c", "[ \"$MIGRATE\" = only ] || exec sleep 600"]""");

                var refused = await fleet.RunAsync("deploy", "--image", image.Name);

                Assert.Equal(3, refused.ExitCode);
                Assert.Contains("serves as before", refused.Errors, StringComparison.Ordinal);
                Assert.Equal(active, await _nodes.ActiveAsync());
                Assert.Equal((before, before), (await _nodes.DigestAsync("app1"), await _nodes.DigestAsync("app2")));
            }));
}
