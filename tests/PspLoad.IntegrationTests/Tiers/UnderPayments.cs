using System.Globalization;

namespace PspLoad.IntegrationTests.Tiers;

/// <summary>
/// Disturbs the fleet while payments arrive. Measures how long nothing was answered and how many requests failed, and asserts that nobody was
/// charged twice and that every acknowledged payment was made. The lines of docs/operations/failover.md come from here.
/// </summary>
internal sealed class UnderPayments(TierFleet fleet)
{
    private const int Afterwards = 2;
    private readonly Nodes _nodes = new(fleet);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task RunAsync(Disturbance disturbance)
    {
        using var front = await FrontDoor.OpenAsync(fleet, Token);
        await _nodes.MakeActiveAsync("app1", Token);
        using var payments = await SteadyPayments.StartAsync(front, disturbance.PerSecond, Token);
        try
        {
            await disturbance.BreakAsync("app1");
            await payments.AnsweredMoreAsync(Afterwards * disturbance.PerSecond, Token);
        }
        finally
        {
            await disturbance.MendAsync("app1");
        }
        await payments.AnsweredMoreAsync(Afterwards * disturbance.PerSecond, Token);
        await payments.EndAsync();

        var charges = await AcquirerBook.ChargesAsync(fleet);
        var twice = payments.Outcomes.Keys.Count(order => charges.GetValueOrDefault(order) > 1);
        FailoverTable.Add(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {disturbance.Name} | {disturbance.PerSecond} | {payments.Outcomes.Count} | {payments.Outage:F2} s | "
                    + $"{(payments.FailedRequests == 0 ? "0" : payments.Failures)} | {payments.ToldToRepeat} | {front.SentAgain} | {twice} |"
            )
        );
        Assert.Equal(0, twice);
        Assert.All(payments.Outcomes, outcome =>
            Assert.True(outcome.Value.Status is 200 or 201 && charges.GetValueOrDefault(outcome.Key) == 1, $"{outcome.Key}: {outcome.Value}")
        );
        Assert.True(payments.FailedRequests == 0, payments.Failures);
        Assert.True(disturbance.IsFault || payments.ToldToRepeat == 0, $"{payments.ToldToRepeat} were told to repeat");
        Assert.InRange(payments.Outage, 0, disturbance.Outage);
        await _nodes.UntilBothReadyAsync(Token);
    }
}
