using System.Diagnostics;

namespace PspLoad.Benchmarks;

/// <summary>
/// Compares two ways to do the same work. They are measured in turns (A B, B A, A B, …), so that other load on the machine affects both.
/// </summary>
/// <param name="between">runs before each measurement and is not measured</param>
internal sealed class Comparison(string name, Func<Task> ours, Func<Task> peer, Func<Task>? between = null)
{
    private readonly List<double> _ours = [];
    private readonly List<double> _peer = [];

    public string Name => name;

    /// <summary>Median seconds.</summary>
    public double Ours => Statistics.Median(_ours);

    /// <inheritdoc cref="Ours"/>
    public double Peer => Statistics.Median(_peer);

    /// <summary>Median of the rounds' ratios ours ÷ peer. Below 1, this project is faster.</summary>
    public double Ratio => Statistics.Median(Ratios);

    public (double Lowest, double Highest) RatioRange => (Ratios.Min(), Ratios.Max());

    private List<double> Ratios => [.. _ours.Zip(_peer, (ours, peer) => ours / peer)];

    /// <summary>Runs both sides once without counting them: they compile and fill caches.</summary>
    public async Task WarmUpAsync()
    {
        await SecondsAsync(ours);
        await SecondsAsync(peer);
    }

    public async Task MeasureAsync(int round)
    {
        if (round % 2 == 0)
        {
            _ours.Add(await SecondsAsync(ours));
            _peer.Add(await SecondsAsync(peer));
        }
        else
        {
            _peer.Add(await SecondsAsync(peer));
            _ours.Add(await SecondsAsync(ours));
        }
    }

    private async Task<double> SecondsAsync(Func<Task> work)
    {
        if (between is not null)
            await between();
        GC.Collect();
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
