namespace PspLoad.Benchmarks.Psp;

/// <summary>One measurement. CPU is in percent of one core. The counts are per sale, for all processes together.</summary>
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
