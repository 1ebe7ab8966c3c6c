using Microsoft.Extensions.Time.Testing;
using PspLoad.Core.Load;
using PspLoad.Core.Thresholds;
using PspLoad.Load;
using PspLoad.Load.Plans;
using PspLoad.Load.Results;

namespace PspLoad.UnitTests.Load.Results;

public sealed class LoadMetricsTests
{
    private static readonly Dictionary<string, IReadOnlyList<string>> s_flows = new(StringComparer.Ordinal) { ["sale"] = ["create", "capture"] };

    /// <summary>Records 1,000 sales over 10 s. Every 50th fails at its capture. A capture takes 0 to 99 ms.</summary>
    private static readonly Lazy<Task<PhaseResult>> s_phase = new(async () =>
    {
        var flow = new TestFlow(
            "sale",
            async iteration =>
            {
                iteration.EndStep(iteration.BeginStep(0));
                var capture = iteration.BeginStep(1);
                await iteration.ThinkAsync(TimeSpan.FromMilliseconds(iteration.Number % 100));
                iteration.EndStep(capture, iteration.Number % 50 == 0 ? ErrorKind.Status5xx : ErrorKind.None);
            },
            "create",
            "capture"
        );
        var plan = new LoadPlan { Flows = [new WeightedFlow(flow)], Model = LoadModel.ConstantArrivalRate(100, TimeSpan.FromSeconds(10)) };
        return (await new LoadRun(plan, new FakeTimeProvider(), clock: new SimulatedClock()).RunAsync(CancellationToken.None)).Measured;
    });

    [Theory]
    [InlineData("sale.capture.p99 < 99.5ms", true)]
    [InlineData("sale.capture.p99 < 97ms", false)]
    [InlineData("sale.capture.p50 <= 0.05s", true)]
    [InlineData("sale.capture.max > 98000us", true)]
    [InlineData("sale.create.max < 1ms", true)]
    [InlineData("errors < 2.1%", true)]
    [InlineData("errors < 2%", false)]
    [InlineData("errors <= 2%", true)]
    [InlineData("errors == 20", true)]
    [InlineData("sale.failed == 20", true)]
    [InlineData("dropped == 0", true)]
    [InlineData("timed-out < 1", true)]
    [InlineData("achieved >= 98%", true)]
    [InlineData("achieved >= 99%", false)]
    [InlineData("throughput >= 98/s", true)]
    [InlineData("throughput > 98/s", false)]
    [InlineData("throughput >= 5.8k/m", true)]
    [InlineData("sale.capture.p99 < 0m1s", true)]
    [InlineData("lag.p99.9 < 1ms", true)]
    [InlineData("lag.p999 < 1ms", true)]
    public async Task A_threshold_is_judged_by_the_figure_that_it_names(string expression, bool passes) =>
        Assert.Equal(passes, IsMet(expression, await s_phase.Value));

    [Theory]
    [InlineData("p99")]
    [InlineData("p99 < ")]
    [InlineData("p99 << 3ms")]
    [InlineData("p99 < 3 parsecs")]
    [InlineData("p99 < -3ms")]
    [InlineData("< 3ms")]
    [InlineData("p99 < ２５０ms")]
    [InlineData("p99 < 1e999ms")]
    [InlineData("errors < 101%")]
    public void What_is_no_threshold_is_refused(string expression) =>
        Assert.Contains("FIGURE COMPARISON VALUE", Assert.Throws<FormatException>(() => Threshold.Parse(expression)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("p < 3ms")]
    [InlineData("q99 < 3ms")]
    [InlineData("refund.p99 < 3ms")]
    [InlineData("sale.refund.p99 < 3ms")]
    [InlineData("p99 < 3%")]
    [InlineData("p99 < 3")]
    [InlineData("achieved > 10ms")]
    [InlineData("errors < 3ms")]
    [InlineData("p101 < 3ms")]
    [InlineData("p0 < 3ms")]
    [InlineData("p100 < 3ms")]
    [InlineData("p1000 < 3ms")]
    [InlineData("p99.9.9 < 3ms")]
    [InlineData("p1e1 < 3ms")]
    public void What_can_never_be_judged_is_refused_before_the_run(string expression) =>
        Assert.Throws<FormatException>(() => LoadMetrics.Check(Threshold.Parse(expression), s_flows));

    /// <summary>A figure of 400 digits was divided by ten for ever; a limit of 400 digits was infinite, and always met.</summary>
    [Fact]
    public void Endless_digits_are_refused()
    {
        Assert.Throws<FormatException>(() => LoadMetrics.Check(Threshold.Parse($"p{new string('9', 400)} < 1s"), s_flows));
        var refusal = Assert.Throws<FormatException>(() => Threshold.Parse($"p99 < {new string('9', 400)}s"));
        Assert.InRange(refusal.Message.Length, 1, 200);
    }

    [Fact]
    public async Task Nothing_measured_never_passes()
    {
        var flow = new TestFlow("sale", _ => ValueTask.CompletedTask, "create");
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var plan = new LoadPlan { Flows = [new WeightedFlow(flow)], Model = LoadModel.ConstantArrivalRate(100, TimeSpan.FromSeconds(10)) };
        var result = await new LoadRun(plan, new FakeTimeProvider(), clock: new SimulatedClock()).RunAsync(stop.Token);

        Assert.Equal(0, result.Measured.Arrivals.Scheduled);
        foreach (var expression in new[] { "p99 < 1s", "errors < 1%", "achieved >= 0%", "errors == 0", "throughput >= 0/s" })
            Assert.False(IsMet(expression, result.Measured), expression);
    }

    private static bool IsMet(string expression, PhaseResult phase)
    {
        var threshold = Threshold.Parse(expression);
        return threshold.IsMetBy(phase.FigureOf(threshold));
    }
}
