using PspLoad.Core.Histograms;

namespace PspLoad.Load.Health;

/// <summary>Counters of the kernel and the runtime, read at the beginning, once a second, and at the end.</summary>
internal sealed class HealthReadings(TimeProvider time)
{
    private const int ClockReadings = 5;

    private readonly Dictionary<int, (long First, long Last)> _waits = [];
    private Dictionary<string, long> _networkStart = [];
    private bool _began;
    private long _startedAt;
    private DateTimeOffset _wallStart;
    private MachineCpu _machineStart;
    private TimeSpan _cpuStart;
    private TimeSpan _gcStart;
    private int _gcSeen;
    private double _gcLongest;
    private long _peakRss;
    private long _peakDescriptors;
    private string? _unreadable;

    public void Begin()
    {
        _began = true;
        (_startedAt, _wallStart) = ReadClocks();
        _machineStart = Read(ProcFile.ReadMachineCpu, default);
        _cpuStart = Environment.CpuUsage.TotalTime;
        _gcStart = GC.GetTotalPauseDuration();
        _gcSeen = GC.CollectionCount(0);
        _networkStart = Read(ProcFile.ReadNetworkBytes, []);
        foreach (var (thread, wait) in Read(ProcFile.ReadRunQueueWait, []))
            _waits[thread] = (wait, wait);
        Take();
    }

    public void Take()
    {
        _peakRss = Math.Max(_peakRss, Environment.WorkingSet);
        foreach (var (thread, wait) in Read(ProcFile.ReadRunQueueWait, []))
            _waits[thread] = (_waits.TryGetValue(thread, out var seen) ? seen.First : 0, wait);
        if (GC.CollectionCount(0) is var collections && collections == _gcSeen)
            return;
        _gcSeen = collections;
        foreach (var pause in GC.GetGCMemoryInfo(GCKind.Any).PauseDurations)
            _gcLongest = Math.Max(_gcLongest, pause.TotalMilliseconds);
    }

    public InjectorHealth? Finish(LatencyHistogram heartbeatLag, LatencyHistogram threadPoolDelay, double stalledSeconds)
    {
        if (!_began)
            return null;
        Take();
        _peakDescriptors = Read(ProcFile.CountDescriptors, 0);
        var (now, wall) = ReadClocks();
        var elapsed = time.GetElapsedTime(_startedAt, now);
        var machine = Read(ProcFile.ReadMachineCpu, _machineStart);
        var ticks = Math.Max(1.0, machine.Total - _machineStart.Total);
        var cpu = (Environment.CpuUsage.TotalTime - _cpuStart).TotalSeconds;
        var cpuPercent = 100 * cpu / elapsed.TotalSeconds / Environment.ProcessorCount;
        var (bytesPerSecond, linkPercent) = Network(elapsed.TotalSeconds);
        return new InjectorHealth
        {
            Seconds = elapsed.TotalSeconds,
            CpuPercent = cpuPercent,
            // The kernel samples the machine's time by ticks and misses short bursts; this process's is exact.
            MachineCpuPercent = Math.Max(cpuPercent, 100 * (1 - (machine.Idle - _machineStart.Idle) / ticks)),
            StealPercent = 100 * (machine.Steal - _machineStart.Steal) / ticks,
            CpuWaitPercent = _waits.Count == 0 ? null : 100 * _waits.Values.Sum(wait => wait.Last - wait.First) / 1e9 / Math.Max(cpu, 1e-3),
            HeartbeatLag = heartbeatLag,
            StalledSeconds = stalledSeconds,
            GcPauseMs = (GC.GetTotalPauseDuration() - _gcStart).TotalMilliseconds,
            GcLongestPauseMs = _gcLongest,
            ThreadPoolDelay = threadPoolDelay,
            PeakRssBytes = _peakRss,
            PeakDescriptors = _peakDescriptors,
            DescriptorLimit = Health.DescriptorLimit.Current,
            NetworkBytesPerSecond = bytesPerSecond,
            LinkPercent = linkPercent,
            Unreadable = _unreadable,
            ClockStepMs = Math.Abs((wall - _wallStart - elapsed).TotalMilliseconds),
        };
    }

    /// <summary>
    /// Both clocks at one moment: of several tries, the one between whose readings the least time went by. On a busy machine one try may be interrupted for
    /// long.
    /// </summary>
    private (long Timestamp, DateTimeOffset Wall) ReadClocks()
    {
        var (best, result) = (TimeSpan.MaxValue, default((long, DateTimeOffset)));
        for (var attempt = 0; attempt < ClockReadings; attempt++)
        {
            var before = time.GetTimestamp();
            var wall = time.GetUtcNow();
            if (time.GetElapsedTime(before) is var took && took < best)
                (best, result) = (took, (before, wall));
        }
        return result;
    }

    /// <summary>A reading that fails (no descriptor left, say) is itself a finding about the injector, no reason to lose the run.</summary>
    private T Read<T>(Func<T> read, T whenUnreadable)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _unreadable ??= failure.Message;
            return whenUnreadable;
        }
    }

    private (double BytesPerSecond, double? LinkPercent) Network(double seconds)
    {
        double busiest = 0;
        double? link = null;
        foreach (var (name, bytes) in Read(ProcFile.ReadNetworkBytes, []))
        {
            var rate = (bytes - _networkStart.GetValueOrDefault(name)) / seconds;
            busiest = Math.Max(busiest, rate);
            if (ProcFile.ReadLinkSpeed(name) is { } speed)
                link = Math.Max(link ?? 0, 100 * rate * 8 / speed);
        }
        return (busiest, link);
    }
}
