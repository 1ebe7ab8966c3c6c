namespace PspLoad.Benchmarks.Provisioning;

/// <param name="Hosts">that both engines bring files to, the console among them</param>
/// <param name="MostHosts">for this project's engine alone</param>
/// <param name="Files">a host</param>
internal sealed record BenchmarkSize(int Hosts, int MostHosts, int Files)
{
    public static BenchmarkSize Full { get; } = new(8, 10, 30);

    /// <summary>To see that it runs.</summary>
    public static BenchmarkSize Quick { get; } = new(2, 3, 3);
}
