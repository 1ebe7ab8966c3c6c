using System.Globalization;
using PspLoad.Capacity.Search;
using PspLoad.Capacity.Trials;

namespace PspLoad.UnitTests.Capacity.Search;

public sealed class SystemWarmUpTests
{
    private static readonly SearchGoal s_goal = new() { StartRate = 20, FullLength = TimeSpan.FromSeconds(60) };

    [Theory]
    [InlineData("warm from the first on", "20 30, 20 30", 2, false)]
    [InlineData("a little less is noise", "20 30, 19 28, 20 30", 2, false)]
    [InlineData("response time falls, and CPU does not", "90 30, 50 30, 22 30, 21 30", 4, false)]
    [InlineData("CPU falls, and response time does not", "20 95, 20 60, 20 40, 20 39", 4, false)]
    [InlineData("a relapse ends it: it is compared with the best before", "20 60, 20 40, 20 70, 20 60", 3, false)]
    [InlineData("what was disturbed says nothing", "20 60, disturbed, disturbed, 20 60", 4, false)]
    [InlineData("it falls on and on", "90 90, 80 80, 70 70, 60 60, 50 50, 40 40, 30 30, 20 20, 10 10", 8, true)]
    [InlineData("nothing but disturbances", "disturbed, disturbed, disturbed, disturbed, disturbed, disturbed, disturbed, disturbed, disturbed", 8, true)]
    public async Task It_ends_when_a_payment_costs_no_less(string story, string p50AndCpu, int trials, bool isCold)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(story);
        using var stop = new CancellationTokenSource();
        var scripted = new ScriptedTrials(p50AndCpu.Split(", "), stop);
        var result = await new CapacitySearch(scripted, s_goal, new VirtualTime(), _ => { }).RunAsync(stop.Token);

        Assert.Equal(trials, result.Trials.Count);
        Assert.All(result.Trials, trial => Assert.Equal((s_goal.StartRate, s_goal.AscentLength.TotalSeconds), (trial.Rate, trial.LengthSeconds)));
        Assert.Equal(isCold, result.IsCold);
    }

    [Fact]
    public async Task A_server_that_becomes_faster_is_searched_when_it_is_warm()
    {
        // At first, requests take ten times the final time. The excess halves every eight seconds, so 250/s is too much at first.
        var time = new VirtualTime();
        var trials = new SimulatedTrials(new Queue(4, (_, now) => 4 / 500.0 * (1 + 9 * Math.Pow(0.5, now / 8))), time, 1);
        var result = await new CapacitySearch(trials, s_goal with { StartRate = 250 }, time, _ => { }).RunAsync(CancellationToken.None);

        var warmUp = result.Trials.TakeWhile(trial => trial.Kind == TrialKind.WarmUp).ToList();
        Assert.InRange(warmUp.Count, 4, 8);
        Assert.Equal(TrialOutcome.Failed, warmUp[0].Outcome);
        Assert.DoesNotContain(result.Trials.Skip(warmUp.Count), trial => trial.Kind == TrialKind.WarmUp);
        // A failure while the server was cold is neither a bound nor its limit.
        Assert.Equal(
            [(250, TrialOutcome.Passed), (500, TrialOutcome.Failed)],
            result.Trials.Skip(warmUp.Count).Take(2).Select(trial => (trial.Rate, trial.Outcome))
        );
        Assert.InRange(result.Capacity!.Mean, 475, 525);
    }

    [Fact]
    public async Task The_first_trial_after_it_is_still_the_first()
    {
        var time = new VirtualTime();
        var trials = new SimulatedTrials(new Queue(4, 500.0), time, 1) { StandsStillIn = 3 };
        var result = await new CapacitySearch(trials, s_goal with { StartRate = 250 }, time, _ => { }).RunAsync(CancellationToken.None);

        Assert.Equal([TrialKind.WarmUp, TrialKind.WarmUp, TrialKind.Ascent, TrialKind.Ascent], result.Trials.Take(4).Select(trial => trial.Kind));
        Assert.Equal([(250, TrialOutcome.Failed), (250, TrialOutcome.Passed)], result.Trials.Skip(2).Take(2).Select(trial => (trial.Rate, trial.Outcome)));
    }

    [Fact]
    public async Task Its_time_is_the_searchs()
    {
        var time = new VirtualTime();
        var trials = new SimulatedTrials(new Queue(4, 500.0), time, 1);
        var result = await new CapacitySearch(trials, s_goal with { TimeBudget = TimeSpan.FromSeconds(6) }, time, _ => { }).RunAsync(CancellationToken.None);

        Assert.Equal(SearchEnd.TimeBudget, result.End);
        Assert.Equal([TrialKind.WarmUp], result.Trials.Select(trial => trial.Kind));
    }

    /// <summary>Ends the search when the warm-up is over.</summary>
    /// <param name="script">p50 in ms and CPU in % of each trial, or <c>disturbed</c></param>
    private sealed class ScriptedTrials(string[] script, CancellationTokenSource stop) : ITrials
    {
        public Task<Trial> RunAsync(TrialOrder order, CancellationToken cancellationToken)
        {
            if (order.Kind != TrialKind.WarmUp)
                stop.Cancel();
            cancellationToken.ThrowIfCancellationRequested();
            double[] cost =
                script[order.Number - 1] == "disturbed"
                    ? []
                    : [.. script[order.Number - 1].Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
            return Task.FromResult(
                new Trial
                {
                    Number = order.Number,
                    Kind = order.Kind,
                    Rate = order.Rate,
                    LengthSeconds = order.Length.TotalSeconds,
                    Outcome = cost.Length == 0 ? TrialOutcome.Disturbed : TrialOutcome.Passed,
                    Reasons = [],
                    AchievedTps = order.Rate,
                    Errors = 0,
                    P50Ms = cost.Length == 0 ? 1 : cost[0],
                    P99Ms = 100,
                    Figures =
                        cost.Length == 0
                            ? new Dictionary<string, double>()
                            : new Dictionary<string, double>
                            {
                                ["app1 cpuPercent"] = cost[1],
                                ["app2 cpuPercent"] = 5,
                                [" machineCpuPercent"] = 99,
                            },
                }
            );
        }

        public Task SettleAsync(Trial after, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
