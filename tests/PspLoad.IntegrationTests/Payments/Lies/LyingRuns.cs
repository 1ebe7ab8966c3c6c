using PspLoad.LyingPsp.Faults;

namespace PspLoad.IntegrationTests.Payments.Lies;

/// <summary>One run for each planted fault, several at a time: each is idle most of its time.</summary>
public sealed class LyingRuns : IAsyncLifetime
{
    private const int AtOnce = 8;

    private readonly CancellationTokenSource _end = new();
    private Dictionary<string, Task<MemoryRun>> _runs = [];

    public ValueTask InitializeAsync()
    {
        var turn = new SemaphoreSlim(AtOnce);
        _runs = PlantedFaults.All.ToDictionary(fault => fault.Name, fault => Task.Run(() => RunAsync(fault, turn)), StringComparer.Ordinal);
        return ValueTask.CompletedTask;
    }

    internal Task<MemoryRun> OfAsync(PlantedFault fault) => _runs[fault.Name];

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_runs.Values).ContinueWith(_ => { }, TaskScheduler.Default);
        _end.Dispose();
    }

    private async Task<MemoryRun> RunAsync(PlantedFault fault, SemaphoreSlim turn)
    {
        await turn.WaitAsync(_end.Token);
        try
        {
            return await MemoryRun.LyingAsync(fault, _end.Token);
        }
        finally
        {
            turn.Release();
        }
    }
}
