using PspLoad.Core.Errors;
using PspLoad.Reporting.ConsoleOutput;
using PspLoad.Reporting.History;
using PspLoad.Reporting.Runs;

namespace PspLoad.UnitTests.Reporting;

/// <summary>Runs are found again by name, and their trend survives their folders.</summary>
public sealed class HistoryTests : IDisposable
{
    private readonly string _results = Directory.CreateTempSubdirectory("pspload-results-").FullName;

    [Fact]
    public void Runs_are_listed_by_time_and_kept_when_their_folder_is_gone()
    {
        Run("failover", 2);
        var first = Run("failover", 1);
        Run("spike", 3);
        using (var store = new HistoryStore(_results))
            store.Refresh();
        Directory.Delete(first, recursive: true);

        using var again = new HistoryStore(_results);
        again.Refresh();
        Assert.Equal([1, 2], again.List("failover").Select(entry => entry.StartedAt.Day));
        Assert.Equal(3, again.List(null).Count);
        Assert.Single(HistoryFiles.Write(_results, again.List(null)));
    }

    [Fact]
    public void Baseline_is_the_one_of_the_other_runs_scenario()
    {
        var (failover, spike, later) = (Run("failover", 1), Run("spike", 2), Run("failover", 3));
        var locator = new RunLocator(_results);
        locator.SetBaseline(spike);
        locator.SetBaseline(failover);
        locator.SetBaseline(failover);

        var (first, second) = locator.FindBoth(RunLocator.Baseline, later);
        Assert.Equal(Path.GetFullPath(failover), Path.GetFullPath(first));
        Assert.Equal(later, second);
    }

    [Fact]
    public void The_previous_run_is_the_one_of_the_same_scenario_before_the_other()
    {
        var (first, _, second, third) = (Run("failover", 1), Run("spike", 2), Run("failover", 3), Run("failover", 4));
        var locator = new RunLocator(_results);

        Assert.Equal((second, third), locator.FindBoth(RunLocator.Previous, third));
        Assert.Equal((first, second), locator.FindBoth(RunLocator.Previous, second));
        Assert.Contains(
            "no run before",
            Assert.Throws<OperationFailedException>(() => locator.FindBoth(RunLocator.Previous, first)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_command_that_compares_names_the_baseline_or_else_the_previous_run()
    {
        var first = Run("failover", 1);
        Assert.StartsWith("./run.sh compare previous latest, once", CompareHint.Of(RunFolder.Read(first)), StringComparison.Ordinal);

        var second = Run("failover", 2);
        Assert.Equal($"./run.sh compare previous {second}", CompareHint.Of(RunFolder.Read(second)));

        new RunLocator(_results).SetBaseline(first);
        Assert.Equal($"./run.sh compare baseline {second}", CompareHint.Of(RunFolder.Read(second)));
    }

    [Fact]
    public void What_is_no_run_is_named_with_a_remedy()
    {
        var failed = Assert.Throws<OperationFailedException>(() => new RunLocator(_results).Find(RunLocator.Latest));
        Assert.Equal(ExitCode.InvalidUsage, failed.ExitCode);

        var later = Run("failover", 1);
        Assert.Contains(
            "./run.sh baseline DIR",
            Assert.Throws<OperationFailedException>(() => new RunLocator(_results).FindBoth(RunLocator.Baseline, later)).Message,
            StringComparison.Ordinal
        );
    }

    public void Dispose() => Directory.Delete(_results, recursive: true);

    private string Run(string scenario, int day) =>
        new SampleRun(day)
        {
            Scenario = scenario,
            Seconds = 5,
            FaultAt = null,
            StartedAt = new(2026, 11, day, 9, 30, 0, TimeSpan.Zero),
        }.Write(Path.Combine(_results, scenario, $"202611{day:00}-093000"));
}
