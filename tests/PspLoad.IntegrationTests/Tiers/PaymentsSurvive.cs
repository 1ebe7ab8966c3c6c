using PspLoad.IntegrationTests.Payments.Stack;

namespace PspLoad.IntegrationTests.Tiers;

/// <summary>
/// An application server fails while payments arrive. No request fails, some clients may be told to repeat theirs, and every payment gets its outcome
/// once.
/// </summary>
[Collection(OneTierFleet.Name)]
public sealed class PaymentsSurvive(TierFleet fleet)
{
    private const int PerSecond = 40;
    private readonly Nodes _nodes = new(fleet);
    private readonly UnderPayments _payments = new(fleet);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait(EveryRun.Name, EveryRun.Yes)]
    public Task Kill_9_of_the_active() =>
        _payments.RunAsync(Fault("`kill -9` of the active application", PerSecond, 1.5, active => _nodes.SignalAsync(active, "KILL")));

    [Fact]
    public Task Hang_of_the_active() => _payments.RunAsync(Fault("`SIGSTOP` of the active application", PerSecond, 6, async active =>
            {
                await _nodes.SignalAsync(active, "STOP");
                await _nodes.UntilActiveAsync(Nodes.Other(active), Token);
            }) with { MendAsync = active => _nodes.SignalAsync(active, "CONT") });

    [Fact]
    public Task Network_of_the_active_drops_everything() =>
        _payments.RunAsync(Fault("network between front and active application server drops everything", PerSecond, 6, async active =>
            {
                await _nodes.DropNetworkAsync(active);
                await _nodes.UntilActiveAsync(Nodes.Other(active), Token);
            }) with { MendAsync = _nodes.RestoreNetworkAsync });

    [Fact]
    public Task Host_of_the_active_loses_power() => _payments.RunAsync(Fault("host of the active application server loses power", PerSecond, 6, async active =>
            {
                await fleet.StopHostAsync(active);
                await _nodes.UntilActiveAsync(Nodes.Other(active), Token);
            }) with { MendAsync = _ => fleet.StartHostsAsync() });

    [Fact]
    public Task Certificate_of_the_active_is_somebody_elses() =>
        _payments.RunAsync(Fault("certificate of the active application server is from another authority", PerSecond, 1.5, async active =>
            {
                await _nodes.TakeForeignCertificateAsync(active);
                await _nodes.ServiceAsync(active, "restart");
                await _nodes.UntilBothReadyAsync(Token);
            }) with { MendAsync = async active => (await fleet.RunAsync("provision", "--limit", active, "--role", "application")).Succeeded() });

    [Fact]
    public Task Orderly_stop_of_the_active() =>
        _payments.RunAsync(
            Fault("`SIGTERM` of the active application", PerSecond, 1.5, active => _nodes.ServiceAsync(active, "stop")) with
            {
                MendAsync = active => _nodes.ServiceAsync(active, "start"),
            }
        );

    [Fact]
    public async Task Both_down_is_a_problem_and_heals_by_itself()
    {
        using var front = await FrontDoor.OpenAsync(fleet, Token);
        await _nodes.UntilBothReadyAsync(Token);
        var order = $"both-down-{Guid.NewGuid():N}";
        await Task.WhenAll(_nodes.ServiceAsync("app1", "stop"), _nodes.ServiceAsync("app2", "stop"));

        var refused = await front.PostAsync("/v1/payments", TestCards.Payment(TestCards.Approved, orderId: order), order, Token);
        await Task.WhenAll(_nodes.ServiceAsync("app1", "start"), _nodes.ServiceAsync("app2", "start"));
        var healed = Answer.None;
        await Wait.UntilAsync(
            "a payment after both came back",
            TimeSpan.FromSeconds(60),
            async () => (healed = await front.PostAsync("/v1/payments", TestCards.Payment(TestCards.Approved, orderId: order), order, Token)).IsFinal,
            Token
        );

        Assert.Equal((503, "application/problem+json", "unavailable"), (refused.Status, refused.ContentType, refused.Type));
        Assert.Equal(1, refused.RetryAfter);
        Assert.Equal(201, healed.Status);
        Assert.Equal(1, (await AcquirerBook.ChargesAsync(fleet))[order]);
    }

    private static Disturbance Fault(string name, int perSecond, double outage, Func<string, Task> breakAsync) =>
        new(name, perSecond, outage, breakAsync) { IsFault = true };
}
