namespace PspLoad.Benchmarks.Provisioning;

/// <summary>Amount of work in a provisioning benchmark.</summary>
/// <param name="Hosts">number of hosts for both engines, including the console</param>
/// <param name="MostHosts">number of hosts for this project's engine alone</param>
/// <param name="Files">files per host</param>
internal sealed record BenchmarkSize(int Hosts, int MostHosts, int Files)
{
    public static BenchmarkSize Full { get; } = new(8, 10, 30);

    /// <summary>Small size that only shows that the benchmark works.</summary>
    public static BenchmarkSize Quick { get; } = new(2, 3, 3);
}
