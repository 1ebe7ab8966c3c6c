using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.UnitTests.Reporting;

namespace PspLoad.UnitTests.Core.Results;

/// <summary>Finds runs by name.</summary>
public sealed class RunLocatorTests : IDisposable
{
    private readonly SampleResults _results = new();

    [Fact]
    public void Baseline_is_the_one_of_the_other_runs_scenario()
    {
        var (failover, spike, later) = (_results.Add("failover", 1), _results.Add("spike", 2), _results.Add("failover", 3));
        var locator = new RunLocator(_results.Path);
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
        var (first, _, second, third) = (_results.Add("failover", 1), _results.Add("spike", 2), _results.Add("failover", 3), _results.Add("failover", 4));
        var locator = new RunLocator(_results.Path);

        Assert.Equal((second, third), locator.FindBoth(RunLocator.Previous, third));
        Assert.Equal((first, second), locator.FindBoth(RunLocator.Previous, second));
        Assert.Contains(
            "no run before",
            Assert.Throws<OperationFailedException>(() => locator.FindBoth(RunLocator.Previous, first)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_folder_of_all_results_is_found_around_a_run_and_around_a_trial()
    {
        var run = _results.Add("failover", 1);
        File.CreateSymbolicLink(Path.Combine(_results.Path, RunLocator.Latest), run);

        Assert.Equal(Path.GetFullPath(_results.Path), RunLocator.ResultsOf(run));
        Assert.Equal(Path.GetFullPath(_results.Path), RunLocator.ResultsOf(Path.Combine(run, "trials", "001-ascent-50")));
    }

    [Fact]
    public void What_is_no_run_is_named_with_a_remedy()
    {
        var failed = Assert.Throws<OperationFailedException>(() => new RunLocator(_results.Path).Find(RunLocator.Latest));
        Assert.Equal(ExitCode.InvalidUsage, failed.ExitCode);

        var later = _results.Add("failover", 1);
        Assert.Contains(
            "./run.sh baseline DIR",
            Assert.Throws<OperationFailedException>(() => new RunLocator(_results.Path).FindBoth(RunLocator.Baseline, later)).Message,
            StringComparison.Ordinal
        );
    }

    public void Dispose() => _results.Dispose();
}
