namespace PspLoad.IntegrationTests.Tiers;

/// <summary>
/// Planned work while 200 payments arrive a second: no client notices it. Only a reload of the front could be noticed, so operations avoid it. Two
/// idle cores carry this load. Beside a build, a server that just became active does not keep up.
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
            // A reload closes idle connections, and a client may send on one at that moment (ADR 22). No operation reloads an unchanged
            // configuration.
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
        // Fewer payments: here two cores run the probes of seven hosts at once; elsewhere each host runs its own.
        await _payments.RunAsync(new("`provision` with nothing to change", PerSecond / 5, 1.5, async active =>
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
        _payments.RunAsync(new("`deploy` of an image that never becomes ready", PerSecond / 5, 1.5, async active =>
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
