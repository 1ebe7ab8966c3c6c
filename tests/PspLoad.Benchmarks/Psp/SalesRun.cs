namespace PspLoad.Benchmarks.Psp;

/// <summary>One measurement. CPU in percent of one core; the counts are of all processes together, for one sale.</summary>
internal sealed record SalesRun(
    int Connections,
    double SalesPerSecond,
    double P50Ms,
    double P99Ms,
    double MaxMs,
    double NodesCpu,
    double DatabaseCpu,
    double AcquirerCpu,
    double ClientCpu,
    double Commits,
    double Syncs,
    double AllocatedBytes
);
