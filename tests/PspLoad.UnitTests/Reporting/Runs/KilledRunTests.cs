using PspLoad.Core.Results;
using PspLoad.Core.Scenarios;
using PspLoad.Reporting.Runs;
using PspLoad.UnitTests.Core.Scenarios;

namespace PspLoad.UnitTests.Reporting.Runs;

/// <summary>The result recovered from the files of a killed run equals the result that the run would have written.</summary>
public sealed class KilledRunTests
{
    private static readonly Scenario s_asked = Words.Read(
        """
        flows: { sale-card: 1 }
        executor: constant-arrival-rate
        rate: 200
        duration: 90s
        """
    ) with
    {
        Flows = new Dictionary<string, double> { ["card-sale"] = 4, ["refund"] = 1 },
    };

    [Fact]
    public void Figures_are_those_of_the_result_that_is_missing()
    {
        using var folder = new ReportFolder(new SampleRun());
        var run = Kill(folder, torn: false);

        var load = KilledRun.Salvage(folder.Path, s_asked)!;

        Assert.Equal(run.StartedAt, load.StartedAt);
        Assert.Equal(run.DurationSeconds, load.DurationSeconds);
        Assert.Equal(run.Arrivals, load.Arrivals);
        Assert.Equal(200, load.Throughput.TargetTps);
        Assert.Equal(run.Throughput.AchievedTps, load.Throughput.AchievedTps, 0.001);
        AssertNear(run.ResponseTimeMs, load.ResponseTimeMs);
        Assert.Equal(run.Flows.Select(flow => (flow.Name, flow.Arrivals)), load.Flows.Select(flow => (flow.Name, flow.Arrivals)));
        Assert.Equal(
            run.Flows.SelectMany(flow => flow.Errors.OrderBy(error => error.Kind).Select(error => (flow.Name, error.Kind, error.Count))),
            load.Flows.SelectMany(flow => flow.Errors.OrderBy(error => error.Kind).Select(error => (flow.Name, error.Kind, error.Count)))
        );
        Assert.Contains("killed after 60 of 90 s", Assert.Single(load.InvalidReasons).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_that_were_torn_are_left_out()
    {
        using var folder = new ReportFolder(new SampleRun { Seconds = 10, FaultAt = 5 });
        var run = Kill(folder, torn: true);

        var load = KilledRun.Salvage(folder.Path, s_asked)!;

        Assert.Equal(run.Arrivals, load.Arrivals);
        Assert.Equal(run.Flows.Select(flow => flow.Arrivals), load.Flows.Select(flow => flow.Arrivals));
        Assert.Equal(FindingId.CutOff, Assert.Single(load.Remarks).Id);
        Assert.Equal(run.Arrivals, KilledRun.Salvage(folder.Path, s_asked)!.Arrivals);
    }

    [Fact]
    public void A_fault_lasts_until_the_end_of_what_was_recorded()
    {
        using var folder = new ReportFolder(new SampleRun { Seconds = 30, FaultAt = 20 });
        Kill(folder, torn: false);

        var fault = Assert.Single(KilledRun.FaultsOf(folder.Path));

        Assert.Equal(("kill-active-application", "app1", 20.0, 10.0), (fault.Name, fault.Target, fault.InjectedAtSeconds, fault.LastErrorAfterSeconds));
    }

    [Theory]
    [InlineData("")]
    [InlineData("#[Histogram log format version 1.3]\n#[StartTime: 17641")]
    public void A_run_whose_load_never_began_has_no_figures(string log)
    {
        using var folder = new ReportFolder(new SampleRun { Seconds = 1 });
        Kill(folder, torn: false);
        File.WriteAllText(Path.Combine(folder.Path, ResultFiles.Latencies + ".partial"), log);

        Assert.Null(KilledRun.Salvage(folder.Path, s_asked));
    }

    private static RunDocument Kill(ReportFolder folder, bool torn)
    {
        var run = folder.Read().Run;
        File.Delete(Path.Combine(folder.Path, ResultFiles.Run));
        var log = Path.Combine(folder.Path, ResultFiles.Latencies);
        if (torn)
        {
            var line = File.ReadLines(log).Last();
            File.AppendAllText(log, line[..(line.Length / 2)]);
            var interval = File.ReadLines(Path.Combine(folder.Path, ResultFiles.Intervals)).Last();
            File.AppendAllText(Path.Combine(folder.Path, ResultFiles.Intervals), interval[..(interval.Length / 2)]);
        }
        File.Move(log, log + ".partial");
        return run;
    }

    private static void AssertNear(TimesPart expected, TimesPart actual)
    {
        foreach (var figure in typeof(TimesPart).GetProperties())
        {
            var (asked, got) = ((double)figure.GetValue(expected)!, (double)figure.GetValue(actual)!);
            Assert.True(Math.Abs(asked - got) <= 0.002 * asked + 0.001, $"{figure.Name}: {asked} was expected, {got} is there");
        }
    }
}
