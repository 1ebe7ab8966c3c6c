using PspLoad.IntegrationTests.Payments.Stack;

namespace PspLoad.IntegrationTests.Payments;

/// <summary>
/// Something dies or misbehaves under the load of 50 merchants. Afterwards every key resolves, the invariants hold, and the acquirer's book equals ours.
/// PSPLOAD_NIGHTLY=1 runs 20 rounds of the random tests.
/// </summary>
[Collection(PaymentTests.Name)]
public sealed class CrashTests(PaymentSystem system)
{
    private const int Merchants = 50;
    private static readonly int s_rounds = Environment.GetEnvironmentVariable("PSPLOAD_NIGHTLY") == "1" ? 20 : 3;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_node_that_is_killed_leaves_nothing_undecided()
    {
        PaymentSystem.SkipIfMissing();
        for (var round = 0; round < s_rounds; round++)
        {
            Random random = new(4_000 + round);
            var active = round % 2 == 0 ? system.A : system.B;
            var victim = random.Next(5) == 0 ? Other(active) : active;
            await UnderLoadAsync(4_000 + round, active, async () =>
            {
                await Task.Delay(random.Next(100, 1_500), Cancel);
                await victim.KillAsync();
                await Task.Delay(500, Cancel);
            });
            await victim.StartReadyAsync(Cancel);
        }
    }

    [Fact]
    public async Task A_node_that_hangs_and_comes_back_does_not_decide_twice()
    {
        PaymentSystem.SkipIfMissing();
        await UnderLoadAsync(4_100, system.A, async () =>
        {
            await Task.Delay(300, Cancel);
            await system.A.Process.SignalAsync("STOP");
            // Longer than the lease: the other node takes over its operations, and then this node wakes up in the middle of them.
            await Task.Delay(5_000, Cancel);
            await system.A.Process.SignalAsync("CONT");
            await Task.Delay(500, Cancel);
        });
        await system.A.WaitReadyAsync(Cancel);
    }

    [Fact]
    public async Task A_database_that_is_killed_loses_nothing_that_was_acknowledged()
    {
        PaymentSystem.SkipIfMissing();
        for (var round = 0; round < Math.Max(2, s_rounds / 4); round++)
        {
            await UnderLoadAsync(4_200 + round, system.A, async () =>
            {
                await Task.Delay(new Random(4_200 + round).Next(200, 1_000), Cancel);
                await system.Database.KillAsync();
                await system.Database.StartAgainAsync(Cancel);
                await Task.Delay(300, Cancel);
            });
        }
    }

    [Theory]
    [InlineData("""{"errorRate":0.1,"lostAnswerRate":0.1,"declineRate":0.1,"latencyMedianMs":5}""")]
    [InlineData("""{"hangRate":0.03,"hangBookedShare":0.5,"latencyMedianMs":5}""")]
    public async Task An_acquirer_that_errs_or_hangs_leaves_nothing_undecided(string behaviour)
    {
        PaymentSystem.SkipIfMissing();
        await UnderLoadAsync(4_300 + behaviour.Length, system.A, async () =>
        {
            await system.Acquirer.BehaveAsync(behaviour, Cancel);
            await Task.Delay(3_000, Cancel);
            await system.Acquirer.BehaveWellAsync(Cancel);
        });
    }

    [Theory]
    [InlineData("refuse")]
    [InlineData("hang")]
    public async Task An_acquirer_that_is_out_for_a_while_leaves_nothing_undecided(string outage)
    {
        PaymentSystem.SkipIfMissing();
        await UnderLoadAsync(4_400 + outage.Length, system.B, async () =>
        {
            await Task.Delay(300, Cancel);
            await system.Acquirer.BehaveAsync($$"""{"outage":"{{outage}}"}""", Cancel);
            await Task.Delay(2_500, Cancel);
            await system.Acquirer.BehaveWellAsync(Cancel);
            await Task.Delay(300, Cancel);
        });
    }

    [Fact]
    public async Task A_payment_whose_client_is_gone_is_finished_by_the_other_node()
    {
        PaymentSystem.SkipIfMissing();
        await system.Acquirer.BehaveAsync("""{"latencyMedianMs":700}""", Cancel);
        var order = "orphan-" + Guid.NewGuid().ToString("N");
        var lost = system.Client.PostAsync(system.A, "/v1/payments", TestCards.Payment(TestCards.Approved, orderId: order), Guid.NewGuid().ToString(), Cancel);
        await Wait.UntilAsync(
            "intent",
            TimeSpan.FromSeconds(5),
            async () => await system.Database.CountAsync($"SELECT COUNT(*) FROM payments WHERE order_id = '{order}'", Cancel) == 1,
            Cancel
        );
        await system.A.KillAsync();
        Assert.Equal(0, (await lost).Status);
        await system.Acquirer.BehaveWellAsync(Cancel);
        var found = Answer.None;
        await Wait.UntilAsync(
            "recovery",
            TimeSpan.FromSeconds(15),
            async () =>
            {
                found = await system.Client.GetAsync(system.B, "/v1/payments?orderId=" + order, Cancel);
                return found.Body.GetProperty("data")[0].GetProperty("status").GetString() is "captured" or "failed";
            },
            Cancel
        );
        await system.A.StartReadyAsync(Cancel);
        await Books.AssertInOrderAsync(system.Database, system.Acquirer, [], Cancel);
    }

    [Fact]
    public async Task A_stopping_node_finishes_its_requests()
    {
        PaymentSystem.SkipIfMissing();
        await system.Acquirer.BehaveAsync("""{"latencyMedianMs":400}""", Cancel);
        var order = "drain-" + Guid.NewGuid().ToString("N");
        Task<Answer>[] begun =
        [
            .. Enumerable
                .Range(0, 20)
                .Select(_ =>
                    system.Client.PostAsync(system.A, "/v1/payments", TestCards.Payment(TestCards.Approved, orderId: order), Guid.NewGuid().ToString(), Cancel)
                ),
        ];
        await Wait.UntilAsync(
            "intents",
            TimeSpan.FromSeconds(5),
            async () => await system.Database.CountAsync($"SELECT COUNT(*) FROM payments WHERE order_id = '{order}'", Cancel) == begun.Length,
            Cancel
        );
        await system.A.Process.SignalAsync("TERM");
        await system.A.Process.WaitForExitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(0, system.A.Process.ExitCode);
        Assert.All(await Task.WhenAll(begun), answer => Assert.Equal((201, "captured"), (answer.Status, answer.PaymentStatus)));
        await system.Acquirer.BehaveWellAsync(Cancel);
        await system.A.StartReadyAsync(Cancel);
    }

    private PspNode Other(PspNode node) => node == system.A ? system.B : system.A;

    private async Task UnderLoadAsync(int seed, PspNode active, Func<Task> happen)
    {
        using CancellationTokenSource stop = new();
        PaymentLoad load = new(system.Client, [active, Other(active)], seed);
        var work = load.RunAsync(Merchants, stop.Token, Cancel);
        await happen();
        await stop.CancelAsync();
        await work;
        Assert.True(load.Operations > Merchants, $"only {load.Operations} operations");
        await Books.AssertInOrderAsync(system.Database, system.Acquirer, load.Told, Cancel);
    }
}
