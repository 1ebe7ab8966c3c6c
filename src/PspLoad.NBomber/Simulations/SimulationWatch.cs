using System.Globalization;

namespace PspLoad.NBomber.Simulations;

/// <summary>
/// Compares what NBomber runs with the planned simulations. A JSON configuration can replace them, and NBomber does not say so. Thread-safe.
/// </summary>
/// <param name="planned">the measured scenario's simulations</param>
public sealed class SimulationWatch(IReadOnlyList<SimulationStep> planned)
{
    private readonly TimeSpan _duration = planned.Aggregate(TimeSpan.Zero, (sum, step) => sum + step.During);
    private long _toldTicks = -1;
    private long _started;
    private int _running;
    private int _most;

    /// <summary>Iterations in flight.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>An iteration begins.</summary>
    /// <param name="told">the scenario's planned duration, as NBomber tells it</param>
    /// <returns>false if that is not the planned duration</returns>
    public bool Begin(TimeSpan told)
    {
        Interlocked.Exchange(ref _toldTicks, told.Ticks);
        Interlocked.Increment(ref _started);
        var running = Interlocked.Increment(ref _running);
        for (var most = Volatile.Read(ref _most); running > most; most = Volatile.Read(ref _most))
            Interlocked.CompareExchange(ref _most, running, most);
        return told == _duration;
    }

    /// <summary>An iteration ends.</summary>
    public void End() => Interlocked.Decrement(ref _running);

    /// <summary>
    /// To be asked after a session that nobody interrupted. NBomber may leave out arrivals of the last second, so arrivals may differ by those of
    /// one second. It replaces its copies when their number changes, so twice as many may run for a moment.
    /// </summary>
    /// <returns>how the simulations differed, one entry each</returns>
    public IEnumerable<string> Differences()
    {
        var (told, started) = (TimeSpan.FromTicks(Interlocked.Read(ref _toldTicks)), Interlocked.Read(ref _started));
        if (started > 0 && told != _duration)
            yield return string.Create(CultureInfo.InvariantCulture, $"{told.TotalSeconds:0.###} s instead of {_duration.TotalSeconds:0.###} s");
        var arrivals = Of(SimulationKind.Inject).Sum(step => step.Count * (long)step.During.TotalSeconds);
        var inOneSecond = Of(SimulationKind.Inject).Select(step => step.Count).DefaultIfEmpty().Max();
        if (arrivals > 0 && Math.Abs(started - arrivals) > inOneSecond)
            yield return string.Create(CultureInfo.InvariantCulture, $"{started} arrivals instead of {arrivals}");
        var levels = Of(SimulationKind.KeepConstant).Select(step => step.Count).Distinct().ToList();
        if (levels.Count > 0 && (_most < levels.Max() || _most > levels.Max() * Math.Min(levels.Count, 2)))
            yield return string.Create(CultureInfo.InvariantCulture, $"{_most} iterations at once instead of {levels.Max()}");
    }

    private IEnumerable<SimulationStep> Of(SimulationKind kind) => planned.Where(step => step.Kind == kind);
}
