using System.Collections.Concurrent;
using PspLoad.Core.Results;
using PspLoad.Core.Runs;
using PspLoad.Provisioning.Metrics;
using PspLoad.Provisioning.Ssh;

namespace PspLoad.Cli.Runs;

/// <summary>Samples the hosts of a fleet into a run's folder, and remembers the highest figures of each.</summary>
internal sealed class HostPeaks
{
    private readonly ConcurrentDictionary<string, HostLine> peaks = new(StringComparer.Ordinal);

    /// <summary>Returns when it is told to end.</summary>
    public async Task WatchAsync(SshFleet fleet, string folder, RunClock clock, CancellationToken over)
    {
        using var file = new NdjsonFile<HostLine>(Path.Combine(folder, ResultFiles.Hosts), ResultsJson.Default.HostLine);
        var sampler = new HostSampler(fleet, () => clock.Now, line =>
        {
            file.Append(line);
            peaks.AddOrUpdate(line.Host, line, (_, peak) => peak with
            {
                CpuPercent = Math.Max(peak.CpuPercent, line.CpuPercent),
                MemoryPercent = Math.Max(peak.MemoryPercent, line.MemoryPercent),
            });
        }, TimeProvider.System);
        await sampler.RunAsync(over);
    }

    public HostPart AddTo(HostPart host) =>
        peaks.TryGetValue(host.Name, out var peak) ? host with { CpuPercentMax = peak.CpuPercent, MemoryPercentMax = peak.MemoryPercent } : host;
}
