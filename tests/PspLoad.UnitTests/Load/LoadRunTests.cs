using Microsoft.Extensions.Time.Testing;
using PspLoad.Core.Load;
using PspLoad.Core.Results;
using PspLoad.Load;
using PspLoad.Load.Pacing;
using PspLoad.Load.Plans;
using PspLoad.Load.Recording;
using PspLoad.Load.Results;

namespace PspLoad.UnitTests.Load;

/// <summary>Runs executors on a simulated clock, with exact counts and times.</summary>
public sealed class LoadRunTests
{
    private static readonly TimeSpan s_tenSeconds = TimeSpan.FromSeconds(10);

    private readonly SimulatedClock _clock = new();

    [Fact]
    public async Task Open_model_starts_every_arrival_at_its_intended_time()
    {
        var starts = new List<TimeSpan>();
        var flow = new TestFlow("pay", iteration =>
        {
            lock (starts)
                starts.Add(iteration.IntendedStart);
            return ValueTask.CompletedTask;
        });
        var result = await RunAsync(flow, LoadModel.ConstantArrivalRate(100, s_tenSeconds));

        Assert.Equal(new ArrivalsPart(1_000, 1_000, 0, 0, 0), result.Measured.Arrivals);
        Assert.Equal(Enumerable.Range(0, 1_000).Select(i => TimeSpan.FromMilliseconds(10 * i)), starts);
        Assert.Equal(0, result.Measured.Times.Response.Max);
        Assert.Equal(100, result.Measured.Throughput, 1e-6);
    }

    [Fact]
    public async Task What_was_alive_before_is_no_work_for_the_loads_collections()
    {
        var before = new object();
        await RunAsync(new TestFlow("pay", _ => ValueTask.CompletedTask), LoadModel.ConstantArrivalRate(1, s_tenSeconds));

        Assert.Equal(GC.MaxGeneration, GC.GetGeneration(before));
    }

    [Fact]
    public async Task Warm_up_is_counted_apart()
    {
        var flow = new TestFlow("pay", iteration =>
        {
            iteration.Fail(iteration.IsWarmUp ? ErrorKind.ConnectRefused : ErrorKind.None);
            return ValueTask.CompletedTask;
        });
        var plan = Plan(flow, LoadModel.ConstantArrivalRate(50, s_tenSeconds)) with { WarmUp = TimeSpan.FromSeconds(4) };
        var result = await RunAsync(plan);

        Assert.Equal(new ArrivalsPart(500, 500, 0, 0, 0), result.Measured.Arrivals);
        Assert.Equal(new ArrivalsPart(200, 0, 200, 0, 0), result.WarmUp.Arrivals);
    }

    [Fact]
    public async Task Think_time_is_no_part_of_any_response_time()
    {
        var flow = new TestFlow(
            "pay",
            async iteration =>
            {
                iteration.EndStep(iteration.BeginStep(0));
                await iteration.ThinkAsync(TimeSpan.FromSeconds(1.5));
                iteration.EndStep(iteration.BeginStep(1));
            },
            "open",
            "confirm"
        );
        var result = await RunAsync(flow, LoadModel.ConstantArrivalRate(10, s_tenSeconds));

        Assert.Equal(100, result.Measured.Arrivals.Completed);
        Assert.Equal([100, 100], result.Measured.Flows[0].Steps.Select(step => step.Count));
        Assert.Equal(0, result.Measured.Flows[0].Times.Response.Max);
        Assert.Equal(0, result.Measured.Flows[0].Steps[1].Times.Response.Max);
    }

    [Fact]
    public async Task Closed_model_iterates_as_fast_as_the_flow_does()
    {
        var flow = new TestFlow("pay", iteration => iteration.ThinkAsync(TimeSpan.FromMilliseconds(100)));
        var result = await RunAsync(flow, LoadModel.ConstantVus(5, s_tenSeconds));

        Assert.Equal(new ArrivalsPart(500, 500, 0, 0, 0), result.Measured.Arrivals);
    }

    [Fact]
    public async Task Ramping_users_come_and_go()
    {
        var highest = new long[30];
        var flow = new TestFlow("pay", async iteration =>
        {
            var second = (int)Math.Min(29, iteration.Now.TotalSeconds);
            InterlockedMax(ref highest[second], iteration.VirtualUser + 1);
            await iteration.ThinkAsync(TimeSpan.FromMilliseconds(50));
        });
        var users = RateProfile.Stages(2, [(20, s_tenSeconds), (20, s_tenSeconds), (2, s_tenSeconds)]);
        var result = await RunAsync(flow, LoadModel.RampingVus(users));

        Assert.True(result.Measured.Arrivals.Balances);
        Assert.InRange(highest[1], 4, 6);
        Assert.Equal(20, highest[15]);
        Assert.InRange(highest[28], 4, 6);
    }

    [Fact]
    public async Task In_flight_is_counted_at_the_end_of_the_second_and_not_when_its_samples_are_in()
    {
        // A hundred per second take one second each: a hundred are in flight at the end of the load, seventy-five a quarter of a second later.
        // Uses the real clock, because the recorder waits on it.
        var levels = new InFlightLevels();
        var flow = new TestFlow("pay", iteration => iteration.ThinkAsync(TimeSpan.FromSeconds(1)));
        var plan = new LoadPlan
        {
            Flows = [new WeightedFlow(flow)],
            Model = LoadModel.ConstantArrivalRate(100, TimeSpan.FromSeconds(2)),
            WarmUp = TimeSpan.FromSeconds(1),
        };
        var result = await new LoadRun(plan, TimeProvider.System, [levels]).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(200, result.Measured.Arrivals.Completed);
        Assert.InRange(levels.BySecond[1], 80, 105);
    }

    [Fact]
    public async Task Dropped_arrivals_are_counted_by_the_second_that_they_were_meant_for()
    {
        var drops = new DropCounter();
        var flow = new TestFlow("pay", iteration => iteration.ThinkAsync(TimeSpan.FromSeconds(3)));
        var plan = Plan(flow, LoadModel.ConstantArrivalRate(10, s_tenSeconds) with { MaxInFlight = 10 });
        var result = await RunAsync(plan, drops);

        // Ten start in the first second and think for three. Then there is room for ten more, and so on.
        Assert.Equal(100, result.Measured.Arrivals.Scheduled);
        Assert.Equal(40, result.Measured.Arrivals.Completed);
        Assert.Equal(60, result.Measured.Arrivals.Dropped);
        Assert.Equal([0, 10, 10, 0, 10, 10, 0, 10, 10, 0], Tidy(drops.BySecond));
    }

    [Fact]
    public async Task What_outlasts_the_graceful_stop_is_counted_as_timed_out()
    {
        var flow = new TestFlow("pay", iteration => iteration.ThinkAsync(TimeSpan.FromSeconds(iteration.Number == 95 ? 3_600 : 1)));
        var plan = Plan(flow, LoadModel.ConstantArrivalRate(10, s_tenSeconds)) with { GracefulStop = TimeSpan.FromSeconds(5) };
        var result = await RunAsync(plan);

        Assert.Equal(new ArrivalsPart(100, 99, 0, 1, 0), result.Measured.Arrivals);
        Assert.Equal(ErrorKind.Interrupted, Assert.Single(result.Measured.Errors).Kind);
    }

    [Fact]
    public async Task What_ignores_cancellation_is_given_up_and_still_accounted_for()
    {
        var never = new TaskCompletionSource();
        var flow = new TestFlow("pay", iteration => iteration.Number % 10 == 0 ? new ValueTask(never.Task) : ValueTask.CompletedTask);
        var result = await RunAsync(flow, LoadModel.ConstantArrivalRate(10, s_tenSeconds));
        never.SetResult();

        Assert.Equal(new ArrivalsPart(100, 90, 0, 10, 0), result.Measured.Arrivals);
    }

    [Fact]
    public async Task A_flow_that_throws_makes_the_run_invalid()
    {
        var flow = new TestFlow("pay", iteration => iteration.Number == 7 ? throw new FormatException("no such amount") : ValueTask.CompletedTask);
        var result = await RunAsync(flow, LoadModel.ConstantArrivalRate(10, s_tenSeconds));

        Assert.Equal(new ArrivalsPart(100, 99, 1, 0, 0), result.Measured.Arrivals);
        var reason = Assert.Single(result.InvalidReasons, reason => reason.Id == FindingId.FlowFault);
        Assert.Contains("no such amount", reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_and_iterations_are_counted_by_kind()
    {
        var flow = new TestFlow(
            "pay",
            iteration =>
            {
                iteration.EndStep(iteration.BeginStep(0), iteration.Number % 4 == 0 ? ErrorKind.Status5xx : ErrorKind.None, "503");
                iteration.EndStep(iteration.BeginStep(1), iteration.Number % 2 == 0 ? ErrorKind.CheckFailed : ErrorKind.None, "no id");
                return ValueTask.CompletedTask;
            },
            "create",
            "capture"
        );
        var result = await RunAsync(flow, LoadModel.ConstantArrivalRate(10, s_tenSeconds));

        Assert.Equal(new ArrivalsPart(100, 50, 50, 0, 0), result.Measured.Arrivals);
        // The first failed step decides.
        Assert.Equal(
            [(ErrorKind.Status5xx, 25), (ErrorKind.CheckFailed, 25)],
            result.Measured.Errors.OrderBy(error => error.Kind).Select(error => (error.Kind, error.Count))
        );
        var capture = result.Measured.Flows[0].Steps[1].Errors.Single();
        Assert.Equal((ErrorKind.CheckFailed, 50L, "no id"), (capture.Kind, capture.Count, Assert.Single(capture.Examples)));
        Assert.Equal(["create: 503", "capture: no id"], result.Measured.Errors.OrderBy(error => error.Kind).SelectMany(error => error.Examples));
    }

    [Fact]
    public async Task The_same_seed_gives_every_iteration_the_same_flow_and_random_values()
    {
        async Task<List<(long, string, int)>> Run(int seed)
        {
            var seen = new List<(long, string, int)>();
            TestFlow Flow(string name) => new(name, iteration =>
                {
                    lock (seen)
                        seen.Add((iteration.Number, name, iteration.Random.Next(1_000_000)));
                    return ValueTask.CompletedTask;
                });
            await RunAsync(
                new LoadPlan
                {
                    Flows = [new WeightedFlow(Flow("sale"), 3), new WeightedFlow(Flow("refund"), 1)],
                    Model = LoadModel.ConstantArrivalRate(100, s_tenSeconds),
                    Seed = seed,
                }
            );
            return seen;
        }

        var first = await Run(1);
        Assert.Equal(first, await Run(1));
        Assert.NotEqual(first, await Run(2));
        Assert.InRange(first.Count(iteration => string.Equals(iteration.Item2, "sale", StringComparison.Ordinal)), 700, 800);
    }

    [Fact]
    public async Task A_stopped_run_reports_what_it_did()
    {
        using var stop = new CancellationTokenSource();
        var flow = new TestFlow("pay", iteration =>
        {
            if (iteration.Number == 42)
                stop.Cancel();
            return ValueTask.CompletedTask;
        });
        var result = await new LoadRun(Plan(flow, LoadModel.ConstantArrivalRate(10, s_tenSeconds)), new FakeTimeProvider(), clock: _clock).RunAsync(stop.Token);

        Assert.True(result.Interrupted);
        Assert.Equal(new ArrivalsPart(43, 43, 0, 0, 0), result.Measured.Arrivals);
        Assert.Equal(4.2, result.Measured.Duration.TotalSeconds, 0.2);
    }

    [Fact]
    public async Task An_observer_that_fails_makes_the_run_invalid_but_not_lost()
    {
        var flow = new TestFlow("pay", _ => ValueTask.CompletedTask);
        var result = await RunAsync(Plan(flow, LoadModel.ConstantArrivalRate(10, s_tenSeconds)), new FullDisk());

        Assert.Equal(100, result.Measured.Arrivals.Completed);
        Assert.Contains(result.InvalidReasons, reason => reason.Id == FindingId.Output && reason.Message.Contains("no space", StringComparison.Ordinal));
    }

    private static LoadPlan Plan(IFlow flow, LoadModel model) => new() { Flows = [new WeightedFlow(flow)], Model = model };

    private Task<LoadResult> RunAsync(IFlow flow, LoadModel model) => RunAsync(Plan(flow, model));

    private Task<LoadResult> RunAsync(LoadPlan plan, params LoadObserver[] observers) =>
        new LoadRun(plan, new FakeTimeProvider(), observers, _clock).RunAsync(TestContext.Current.CancellationToken);

    private static List<long> Tidy(SortedDictionary<long, long> bySecond) => [.. Enumerable.Range(0, 10).Select(second => bySecond.GetValueOrDefault(second))];

    private static void InterlockedMax(ref long target, long value)
    {
        long seen;
        while ((seen = Volatile.Read(ref target)) < value)
            Interlocked.CompareExchange(ref target, value, seen);
    }

    private sealed class DropCounter : LoadObserver
    {
        public SortedDictionary<long, long> BySecond { get; } = [];

        public override void OnInterval(Interval interval) => BySecond[interval.Second] = interval.Rows.Dropped(0);
    }

    private sealed class InFlightLevels : LoadObserver
    {
        public Dictionary<long, long> BySecond { get; } = [];

        public override void OnInterval(Interval interval) => BySecond[interval.Second] = interval.InFlight;
    }

    private sealed class FullDisk : LoadObserver
    {
        public override void OnInterval(Interval interval) => throw new IOException("no space left on device");
    }
}
