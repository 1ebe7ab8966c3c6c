using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.Provisioning.Ssh;
using PspLoad.Provisioning.Ssh.Commands;

namespace PspLoad.Provisioning.Metrics;

/// <summary>
/// Samples every host once a second over one running command each. A host that goes away during a fault is asked again until it is back: what is missing
/// in the results is what nobody saw.
/// </summary>
/// <param name="fleet">connections to the hosts</param>
/// <param name="now">seconds on the injector's clock, at which a sample arrives: later than it was taken by one way over the network</param>
/// <param name="onSample">from any thread, one call at a time</param>
/// <param name="time">for the pause before a lost host is asked again</param>
public sealed class HostSampler(SshFleet fleet, Func<double> now, Action<HostLine> onSample, TimeProvider time)
{
    private static readonly TimeSpan s_askAgain = TimeSpan.FromSeconds(1);
    private readonly Lock gate = new();

    /// <summary>Samples until it is cancelled; what runs on the hosts is ended then.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(fleet.Hosts.Select(host => KeepSamplingAsync(host, cancellationToken)));

    private async Task KeepSamplingAsync(SshHost host, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await SampleAsync(host, cancellationToken);
                await Task.Delay(s_askAgain, time, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (OperationFailedException)
            {
                // Down, or cut off by a fault: the gap in its samples shows it.
                await Task.Delay(s_askAgain, time, CancellationToken.None);
            }
        }
    }

    private async Task SampleAsync(SshHost host, CancellationToken cancellationToken)
    {
        var reader = new CounterReader();
        HostCounters? before = null;
        var lines = new LineSplitter(line =>
        {
            if (reader.Take(line) is not { } counters)
                return;
            if (before is not null && counters.UptimeSeconds > before.UptimeSeconds)
                Report(host.Name, before, counters);
            before = counters;
        });
        await host.RunAsync("sh -s", new RunOptions
        {
            Stdin = CommandInput.From(CounterScript.Text),
            Stdout = CommandOutput.To((bytes, _) =>
            {
                lines.Push(bytes.Span);
                return ValueTask.CompletedTask;
            }),
        }, cancellationToken);
    }

    private void Report(string host, HostCounters before, HostCounters after)
    {
        var seconds = after.UptimeSeconds - before.UptimeSeconds;
        var line = new HostLine
        {
            Second = Math.Round(now(), 3),
            Host = host,
            CpuPercent = Rounded(100 * (after.CpuSeconds - before.CpuSeconds) / (seconds * after.Cpus)),
            MemoryPercent = Rounded(100 * after.MemoryBytes / Math.Max(1, after.MemoryTotalBytes)),
            NetworkBytesPerSecond = Math.Round((after.NetworkBytes - before.NetworkBytes) / seconds),
            DiskBytesPerSecond = Math.Round((after.DiskBytes - before.DiskBytes) / seconds),
        };
        lock (gate)
            onSample(line);
    }

    private static double Rounded(double percent) => Math.Round(Math.Clamp(percent, 0, 100), 2);
}
