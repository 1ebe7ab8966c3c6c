using Prometheus;

namespace PspLoad.ReferencePsp.Observability;

/// <summary>The buckets of every duration: upper bounds in seconds.</summary>
internal static class DurationBuckets
{
    public static HistogramConfiguration Configuration { get; } = new() { Buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] };
}
