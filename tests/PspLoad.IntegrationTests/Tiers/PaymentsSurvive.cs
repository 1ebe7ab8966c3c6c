using System.Globalization;
using PspLoad.IntegrationTests.Payments.Stack;

namespace PspLoad.IntegrationTests.Tiers;

/// <summary>
/// An application server fails, or is changed on purpose, while payments arrive: how long nothing was answered, how many requests failed, and that nobody was charged
/// twice or told of a payment that was not made. The lines of docs/operations/failover.md come from here.
/// </summary>
[Collection(OneTierFleet.Name)]
public sealed class PaymentsSurvive(TierFleet fleet)
{
    private const int Afterwards = 80;
    private readonly Nodes nodes = new(fleet);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task Kill_9_of_the_active() => UnderLoadAsync(
        "`kill -9` of the active application", 0, 1.5, active => nodes.SignalAsync(active, "KILL"), _ => Task.CompletedTask);

    [Fact]
    public Task Hang_of_the_active() => UnderLoadAsync(
        "`SIGSTOP` of the active application", 0, 6,
        async active =>
        {
            await nodes.SignalAsync(active, "STOP");
            await nodes.UntilActiveAsync(Nodes.Other(active), Token);
        },
        active => nodes.SignalAsync(active, "CONT"));

    [Fact]
    public Task Network_of_the_active_drops_everything() => UnderLoadAsync(
        "network between front and active drops everything", 0, 6,
        async active =>
        {
            await nodes.DropNetworkAsync(active);
            await nodes.UntilActiveAsync(Nodes.Other(active), Token);
        },
        nodes.RestoreNetworkAsync);

    [Fact]
    public Task Orderly_stop_of_the_active() => UnderLoadAsync(
        "`SIGTERM` of the active application", 0, 1.5, active => nodes.ServiceAsync(active, "stop"), active => nodes.ServiceAsync(active, "start"));

    [Fact]
    public Task Reload_of_the_front() => UnderLoadAsync(
        "reload of NGINX", 0, 1, async _ => await fleet.OnHostAsync("front", "systemctl reload nginx"), _ => Task.CompletedTask);

    [Fact]
    public Task Manual_switch() => UnderLoadAsync(
        "manual switch", 0, 1,
        async active =>
        {
            var switched = await fleet.RunAsync("switch", "--to", Nodes.Other(active));
            Assert.True(switched.ExitCode == 0, switched.ToString());
            Assert.Equal(Nodes.Other(active), await nodes.ActiveAsync());
        },
        _ => Task.CompletedTask);

    [Fact]
    public Task A_provisioning_run_after_a_switch_leaves_it_alone() => UnderLoadAsync(
        "provisioning run", 0, 1.5,
        async active =>
        {
            await nodes.MakeActiveAsync(Nodes.Other(active), Token);
            var provisioned = await fleet.RunAsync("provision", "--json");
            Assert.True(provisioned.ExitCode == 0, provisioned.ToString());
            Assert.All(provisioned.Resources, row => Assert.Equal("ok", row.Status));
            Assert.Equal(Nodes.Other(active), await nodes.ActiveAsync());
        },
        _ => Task.CompletedTask);

    [Fact]
    public async Task Both_down_is_a_problem_and_heals_by_itself()
    {
        using var front = await FrontDoor.OpenAsync(fleet, Token);
        await nodes.UntilBothReadyAsync(Token);
        await Task.WhenAll(nodes.ServiceAsync("app1", "stop"), nodes.ServiceAsync("app2", "stop"));

        var refused = await front.PostAsync("/v1/payments", TestCards.Payment(TestCards.Approved, orderId: "both-down"), "both-down", Token);
        await Task.WhenAll(nodes.ServiceAsync("app1", "start"), nodes.ServiceAsync("app2", "start"));
        var healed = Answer.None;
        await Wait.UntilAsync(
            "a payment after both came back",
            TimeSpan.FromSeconds(60),
            async () => (healed = await front.PostAsync("/v1/payments", TestCards.Payment(TestCards.Approved, orderId: "both-down"), "both-down", Token)).IsFinal,
            Token);

        Assert.Equal((503, "application/problem+json", "unavailable"), (refused.Status, refused.ContentType, refused.Type));
        Assert.Equal(1, refused.RetryAfter);
        Assert.Equal(201, healed.Status);
        Assert.Equal(1, (await AcquirerBook.ChargesAsync(fleet))["both-down"]);
    }

    /// <param name="fault">as in the table</param>
    /// <param name="failures">how many requests may fail</param>
    /// <param name="outage">seconds that may pass between two answers</param>
    /// <param name="breakAsync">given the active server's name; returns when the fault has had its effect</param>
    /// <param name="mendAsync">undoes it</param>
    private async Task UnderLoadAsync(string fault, int failures, double outage, Func<string, Task> breakAsync, Func<string, Task> mendAsync)
    {
        using var front = await FrontDoor.OpenAsync(fleet, Token);
        await nodes.MakeActiveAsync("app1", Token);
        using var payments = await SteadyPayments.StartAsync(front, Token);
        try
        {
            await breakAsync("app1");
            await payments.AnsweredMoreAsync(Afterwards, Token);
        }
        finally
        {
            await mendAsync("app1");
        }
        await payments.AnsweredMoreAsync(Afterwards, Token);
        await payments.EndAsync();

        var charges = await AcquirerBook.ChargesAsync(fleet);
        var twice = payments.Outcomes.Keys.Count(order => charges.GetValueOrDefault(order) > 1);
        FailoverTable.Add(string.Create(
            CultureInfo.InvariantCulture, $"| {fault} | {payments.Outcomes.Count} | {payments.Outage:F2} s | {(payments.FailedRequests == 0 ? "0" : payments.Failures)} | {twice} |"));
        Assert.Equal(0, twice);
        Assert.All(payments.Outcomes, outcome => Assert.True(outcome.Value.Status is 200 or 201 && charges.GetValueOrDefault(outcome.Key) == 1, $"{outcome.Key}: {outcome.Value}"));
        Assert.True(payments.FailedRequests <= failures, payments.Failures);
        Assert.InRange(payments.Outage, 0, outage);
        await nodes.UntilBothReadyAsync(Token);
    }
}
