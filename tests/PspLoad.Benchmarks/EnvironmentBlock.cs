using System.Runtime.InteropServices;

namespace PspLoad.Benchmarks;

/// <summary>Describes the machine and the versions used. Contains nothing that identifies the machine.</summary>
internal static class EnvironmentBlock
{
    public static string Text(params string[] versions) =>
        string.Join(
            '\n',
            [
                $"- {CpuModel()}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB",
                $"- {RuntimeInformation.OSDescription}, kernel {Environment.OSVersion.Version}, "
                    + $"{RuntimeInformation.FrameworkDescription}, {BuildConfiguration} build",
                .. versions.Select(version => "- " + version),
            ]
        );

#if DEBUG
    private const string BuildConfiguration = "Debug";
#else
    private const string BuildConfiguration = "Release";
#endif

    private static string CpuModel() =>
        File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
                ?? "unknown CPU"
            : "unknown CPU";
}
