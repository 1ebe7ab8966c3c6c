using PspLoad.Core.Results;
using PspLoad.Core.Runs;
using PspLoad.Core.Scenarios;
using PspLoad.IntegrationTests.Load;

namespace PspLoad.IntegrationTests.NBomber;

/// <summary>Whatever happens to the iterations that NBomber starts, its report and ours have the same counts, and no iteration disappears.</summary>
[Collection(Measurements.Name)]
public sealed class NBomberCountsAreOurs
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Iterations_and_steps_that_end_well_or_badly()
    {
        using var run = new NBomberRun();
        var flow = new TwoStepFlow(fails: number => number % 5 == 0);
        var outcome = await run.RunAsync(flow, NBomberRun.Load([Constant(100, seconds: 4)]), Cancellation);

        AssertSameCounts(outcome);
        Assert.Equal((flow.Measured, flow.WarmUp), (outcome.Arrivals.Scheduled, outcome.WarmUpArrivals.Scheduled));
        Assert.InRange(flow.Measured, 380, 400);
        Assert.InRange(outcome.Arrivals.Failed, flow.Measured / 5 - 2, flow.Measured / 5 + 2);
        Assert.Equal([flow.Measured, flow.Measured], outcome.Flows[0].Steps.Select(step => step.Count));
        Assert.Equal(100, outcome.Throughput.TargetTps);
        foreach (var report in new[] { "html", "csv", "md" })
            Assert.True(File.Exists(Path.Combine(run.Folder, "nbomber", $"report.{report}")), report);
        Assert.Equal(4, run.Intervals.Count);
    }

    [Fact]
    public async Task A_ramp_starts_as_many_as_were_planned()
    {
        using var run = new NBomberRun();
        var flow = new TwoStepFlow(fails: _ => false);
        var outcome = await run.RunAsync(
            flow,
            NBomberRun.Load([new LoadStage(20, 120, TimeSpan.FromSeconds(4)), Constant(60, seconds: 2)], Executors.RampingArrivalRate),
            Cancellation
        );

        AssertSameCounts(outcome);
        // (20 + 120) ÷ 2 × 4 + 60 × 2 = 400. Some iterations of the last second may start too late for NBomber.
        Assert.InRange(outcome.Arrivals.Completed, 385, 400);
    }

    [Fact]
    public async Task Virtual_users_iterate_without_a_break()
    {
        using var run = new NBomberRun();
        var flow = new TwoStepFlow(fails: _ => false);
        var outcome = await run.RunAsync(flow, NBomberRun.Load([Constant(3, seconds: 2)], Executors.ConstantVus), Cancellation);

        AssertSameCounts(outcome);
        Assert.Equal(flow.Measured, outcome.Arrivals.Completed);
        Assert.InRange(flow.Measured, 100, int.MaxValue);
    }

    [Fact]
    public async Task More_failures_than_NBomber_bears_by_itself()
    {
        using var run = new NBomberRun();
        var flow = new TwoStepFlow(fails: _ => true);
        var outcome = await run.RunAsync(flow, NBomberRun.Load([Constant(2000, seconds: 5)]), Cancellation);

        AssertSameCounts(outcome);
        // By default NBomber would have ended the run in the fourth second, at 5,000 failures.
        Assert.InRange(outcome.Arrivals.Failed, 9_000, 10_000);
    }

    [Fact]
    public async Task More_in_flight_than_allowed_and_nothing_that_ends()
    {
        using var run = new NBomberRun();
        var outcome = await run.RunAsync(new WaitingFlow(), NBomberRun.Load([Constant(20, seconds: 2)], maxInFlight: 7, gracefulStop: 1), Cancellation);

        AssertSameCounts(outcome);
        var (both, arrivals) = (outcome.Arrivals.TimedOut + outcome.WarmUpArrivals.TimedOut, outcome.Arrivals);
        Assert.Equal(7, both);
        Assert.Equal(arrivals.Scheduled, arrivals.TimedOut + arrivals.Dropped);
        Assert.InRange(arrivals.Scheduled, 36, 40);
    }

    [Fact]
    public async Task An_interruption_ends_it_and_still_reports()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var run = new NBomberRun { OnInterval = stop.Cancel };
        var outcome = await run.RunAsync(new TwoStepFlow(fails: _ => false), NBomberRun.Load([Constant(50, seconds: 600)]), stop.Token);

        Assert.True(outcome.Interrupted);
        AssertSameCounts(outcome);
        Assert.InRange(outcome.Arrivals.Scheduled, 20, 1_000);
    }

    [Fact]
    public async Task A_licence_key_is_in_no_file()
    {
        const string Key = "key-that-nobody-may-see";
        using var run = new NBomberRun { Licence = Key };
        // NBomber versions that check the key refuse this one. Even then they must not print it.
        var failure = await Record.ExceptionAsync(() =>
            run.RunAsync(new TwoStepFlow(fails: _ => false), NBomberRun.Load([Constant(20, seconds: 1)]), Cancellation)
        );
        Assert.SkipWhen(failure is Xunit.Sdk.SkipException, failure?.Message ?? "");

        Assert.DoesNotContain(Key, failure?.ToString() ?? "", StringComparison.Ordinal);
        var files = Directory.GetFiles(run.Folder, "*", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        foreach (var file in files)
            Assert.DoesNotContain(Key, await File.ReadAllTextAsync(file, Cancellation), StringComparison.Ordinal);
    }

    private static LoadStage Constant(double level, int seconds) => new(level, level, TimeSpan.FromSeconds(seconds));

    private static void AssertSameCounts(LoadOutcome outcome)
    {
        var arrivals = outcome.Arrivals;
        Assert.Equal(arrivals.Scheduled, arrivals.Completed + arrivals.Failed + arrivals.TimedOut + arrivals.Dropped);
        Assert.DoesNotContain(outcome.InvalidReasons, reason => reason.Id is FindingId.NBomberCounts or FindingId.Accounting or FindingId.FlowFault);
        var counts = Assert.Single(outcome.Remarks, remark => remark.Id == FindingId.NBomberCounts);
        Assert.Equal(Severity.Info, counts.Severity);
    }
}
