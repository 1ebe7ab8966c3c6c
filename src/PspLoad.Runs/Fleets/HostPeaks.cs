using System.Collections.Concurrent;
using PspLoad.Core.Environments;
using PspLoad.Core.Results;
using PspLoad.Provisioning.Ssh;
using PspLoad.Roles;
using PspLoad.Roles.Metrics;

namespace PspLoad.Runs.Fleets;

/// <summary>Samples the hosts of a fleet into a run's folder and keeps the peak values of each host.</summary>
public sealed class HostPeaks
{
    private readonly ConcurrentDictionary<string, HostLine> _peaks = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, HostClock> _clocks = new(StringComparer.Ordinal);

    /// <summary>Samples until it is stopped. Peaks of an earlier run are discarded.</summary>
    public async Task WatchAsync(PspEnvironment environment, SshFleet fleet, string folder, RunClock clock, CancellationToken over)
    {
        _peaks.Clear();
        _clocks.Clear();
        using var file = new NdjsonWriter<HostLine>(Path.Combine(folder, ResultFiles.Hosts), ResultsJson.Default.HostLine);
        var sampler = new HostSampler(
            fleet,
            environment,
            BuiltInRoles.All,
            () => clock.Now,
            line =>
            {
                file.Append(line);
                Add(line);
            },
            TimeProvider.System
        )
        {
            OnClock = (host, measured) => _clocks[host] = measured,
        };
        await sampler.RunAsync(over);
    }

    /// <summary>Takes one more sample.</summary>
    public void Add(HostLine line) => _peaks.AddOrUpdate(line.Host, line, (_, peak) => Higher(peak, line));

    public HostPart AddTo(HostPart host) =>
        !_peaks.TryGetValue(host.Name, out var peak)
            ? host
            : host with
            {
                CpuPercentMax = peak.CpuPercent,
                MemoryPercentMax = peak.MemoryPercent,
                FiguresMax = peak.More,
                ClockUncertaintyMs = _clocks.TryGetValue(host.Name, out var clock) ? Math.Round(1000 * clock.UncertaintySeconds, 1) : null,
            };

    private static HostLine Higher(HostLine peak, HostLine line) =>
        peak with
        {
            CpuPercent = Math.Max(peak.CpuPercent, line.CpuPercent),
            MemoryPercent = Math.Max(peak.MemoryPercent, line.MemoryPercent),
            More = new SortedDictionary<string, double>(
                peak.More.Concat(line.More).GroupBy(figure => figure.Key).ToDictionary(figure => figure.Key, figure => figure.Max(entry => entry.Value)),
                StringComparer.Ordinal
            ),
        };
}
