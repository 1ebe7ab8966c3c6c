using PspLoad.Core.Histograms;
using PspLoad.Load.Timing;

namespace PspLoad.Load.Health;

/// <summary>Detects a starved thread pool: queues an empty work item and measures the time until it runs. One item at a time.</summary>
internal sealed class ThreadPoolProbe(LoadClock clock) : IThreadPoolWorkItem
{
    private readonly Lock _lock = new();
    private readonly LatencyHistogram _delay = new();
    private long _sent = long.MinValue;

    /// <summary>Delays so far, µs; a waiting probe counts with its wait so far.</summary>
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
