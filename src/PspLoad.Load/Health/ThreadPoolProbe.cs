using PspLoad.Core.Histograms;
using PspLoad.Load.Timing;

namespace PspLoad.Load.Health;

/// <summary>Finds a starved thread pool: queues an empty work item and takes the time until it runs. One is under way at a time.</summary>
internal sealed class ThreadPoolProbe(LoadClock clock) : IThreadPoolWorkItem
{
    private readonly Lock _lock = new();
    private readonly LatencyHistogram _delay = new();
    private long _sent = long.MinValue;

    /// <summary>Delays so far, µs; a probe that still waits counts with what it has waited.</summary>
    public LatencyHistogram Delay
    {
        get
        {
            lock (_lock)
            {
                var delay = new LatencyHistogram();
                delay.Add(_delay);
                if (_sent != long.MinValue)
                    delay.Record((clock.Now - _sent) / 1000);
                return delay;
            }
        }
    }

    public void Send()
    {
        lock (_lock)
        {
            if (_sent != long.MinValue)
                return;
            _sent = clock.Now;
        }
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    public void Execute()
    {
        lock (_lock)
        {
            _delay.Record((clock.Now - _sent) / 1000);
            _sent = long.MinValue;
        }
    }
}
