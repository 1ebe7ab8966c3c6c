namespace PspLoad.IntegrationTests.Load;

/// <summary>Processes that only burn CPU time.</summary>
internal sealed class CpuHogs : IAsyncDisposable
{
    private readonly ChildProcess[] _hogs;

    /// <param name="count">number of processes; each ends by itself after 30 s of CPU time</param>
    public CpuHogs(int count) => _hogs = [.. Enumerable.Range(0, count).Select(_ => ChildProcess.Start("sh", "-c", "ulimit -t 30; while :; do :; done"))];

    public async ValueTask DisposeAsync()
    {
        foreach (var hog in _hogs)
            await hog.DisposeAsync();
    }
}
