using PspLoad.Reporting.History;

namespace PspLoad.UnitTests.Reporting.History;

public sealed class HistoryStoreTests : IDisposable
{
    private readonly SampleResults _results = new();

    [Fact]
    public void Runs_are_listed_by_time_and_kept_when_their_folder_is_gone()
    {
        _results.Add("failover", 2);
        var first = _results.Add("failover", 1);
        _results.Add("spike", 3);
        using (var store = new HistoryStore(_results.Path))
            store.Refresh();
        Directory.Delete(first, recursive: true);

        using var again = new HistoryStore(_results.Path);
        again.Refresh();
        Assert.Equal([1, 2], again.List("failover").Select(entry => entry.StartedAt.Day));
        Assert.Equal(3, again.List(null).Count);
        Assert.Single(HistoryFiles.Write(_results.Path, again.List(null)));
    }

    public void Dispose() => _results.Dispose();
}
