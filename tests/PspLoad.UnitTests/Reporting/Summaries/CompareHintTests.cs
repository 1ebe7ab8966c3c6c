using PspLoad.Core.Results;
using PspLoad.Reporting.Runs;
using PspLoad.Reporting.Summaries;

namespace PspLoad.UnitTests.Reporting.Summaries;

public sealed class CompareHintTests : IDisposable
{
    private readonly SampleResults _results = new();

    [Fact]
    public void The_command_that_compares_names_the_baseline_or_else_the_previous_run()
    {
        var first = _results.Add("failover", 1);
        Assert.StartsWith("./run.sh compare previous latest, once", CompareHint.Of(RecordedRun.Read(first)), StringComparison.Ordinal);

        var second = _results.Add("failover", 2);
        Assert.Equal($"./run.sh compare previous {second}", CompareHint.Of(RecordedRun.Read(second)));

        new RunLocator(_results.Path).SetBaseline(first);
        Assert.Equal($"./run.sh compare baseline {second}", CompareHint.Of(RecordedRun.Read(second)));
    }

    public void Dispose() => _results.Dispose();
}
