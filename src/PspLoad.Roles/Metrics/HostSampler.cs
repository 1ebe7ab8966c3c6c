using System.Globalization;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.Provisioning.Roles;
using PspLoad.Provisioning.Shells;
using PspLoad.Provisioning.Ssh;
using PspLoad.Provisioning.Ssh.Sessions;

namespace PspLoad.Roles.Metrics;

/// <summary>
/// Samples every host once a second, with one long-running command per host: its kernel, and the services of its roles. A host that disappears
/// during a fault is retried until it is back. Gaps in the results mean that nothing was observed.
/// </summary>
/// <param name="fleet">connections to the hosts</param>
/// <param name="environment">the same hosts, with absolute addresses</param>
/// <param name="roles">roles whose services are sampled</param>
/// <param name="now">seconds on the injector's clock</param>
/// <param name="onSample">called from any thread, one call at a time</param>
/// <param name="time">for the pause before a lost host is retried</param>
public sealed class HostSampler(
    SshFleet fleet,
    PspEnvironment environment,
    IReadOnlyList<Role> roles,
    Func<double> now,
    Action<HostLine> onSample,
    TimeProvider time
)
{
    private const int ClockReadings = 4;

    private static readonly TimeSpan s_askAgain = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();

    /// <summary>Receives the accuracy of a host's clock each time it is measured.</summary>
    public Action<string, HostClock> OnClock { get; init; } = (_, _) => { };

    /// <summary>Samples until cancelled, and then ends the commands on the hosts.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(fleet.Hosts.Select(host => KeepSamplingAsync(host, cancellationToken)));

    private async Task KeepSamplingAsync(SshHost host, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await SampleAsync(host, await ClockOfAsync(host, cancellationToken), cancellationToken);
                await Task.Delay(s_askAgain, time, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (OperationFailedException)
            {
                // The host is down or cut off by a fault. The gap in its samples shows that.
                await Task.Delay(s_askAgain, time, CancellationToken.None);
            }
        }
    }

    /// <summary>Measured again for every connection, because uptime restarts from zero after a reboot.</summary>
    private async Task<HostClock> ClockOfAsync(SshHost host, CancellationToken cancellationToken)
    {
        var readings = new List<(double, double, double)>();
        // The first one also opens the connection.
        for (var i = 0; i < ClockReadings; i++)
        {
            var asked = now();
            var answer = await host.RunAsync(CounterScript.Uptime, cancellationToken: cancellationToken);
            var answered = now();
            if (answer.Stdout.Split(' ') is [var uptime, ..] && double.TryParse(uptime, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
                readings.Add((asked, answered, seconds));
        }
        if (readings.Count == 0)
            throw new OperationFailedException(ExitCode.ProvisioningFailed, $"{host.Name} does not report its uptime", "see ./run.sh verify");
        var clock = HostClock.Of(readings);
        OnClock(host.Name, clock);
        return clock;
    }

    private async Task SampleAsync(SshHost host, HostClock clock, CancellationToken cancellationToken)
    {
        var definition = environment.Host(host.Name);
        var services = roles.Where(role => definition.Roles.Contains(role.Name)).OfType<IMeasuredRole>().Select(role => role.Metrics).ToList();
        var (kernel, reader) = (new CounterReader(), new ServiceReader(services));
        (HostCounters Counters, IReadOnlyDictionary<string, double> Raw)? before = null;
        var lines = new LineSplitter(line =>
        {
            var raw = reader.Take(line);
            if (kernel.Take(line) is not { } counters || raw is null)
                return;
            if (before is { } last && counters.UptimeSeconds > last.Counters.UptimeSeconds)
                Report(host.Name, clock, last.Counters, counters, reader.Figures(last.Raw, raw, counters.UptimeSeconds - last.Counters.UptimeSeconds));
            before = (counters, raw);
        });
        await host.RunAsync(
            "bash -s",
            new CommandOptions
            {
                AsRoot = services.Any(service => service.AsRoot),
                Stdin = CommandInput.From(CounterScript.Text(definition, services)),
                Stdout = CommandOutput.To(
                    (bytes, _) =>
                    {
                        lines.Push(bytes.Span);
                        return ValueTask.CompletedTask;
                    }
                ),
            },
            cancellationToken
        );
    }

    private void Report(string host, HostClock clock, HostCounters was, HostCounters counters, IReadOnlyDictionary<string, double> figures)
    {
        var seconds = counters.UptimeSeconds - was.UptimeSeconds;
        var line = new HostLine
        {
            Second = Math.Round(counters.UptimeSeconds + clock.OffsetSeconds, 3),
            Host = host,
            CpuPercent = Rounded(100 * (counters.CpuSeconds - was.CpuSeconds) / (seconds * counters.Cpus)),
            MemoryPercent = Rounded(100 * counters.MemoryBytes / Math.Max(1, counters.MemoryTotalBytes)),
            NetworkBytesPerSecond = Math.Round((counters.NetworkBytes - was.NetworkBytes) / seconds),
            DiskBytesPerSecond = Math.Round((counters.DiskBytes - was.DiskBytes) / seconds),
            More = figures,
        };
        lock (_gate)
            onSample(line);
    }

    private static double Rounded(double percent) => Math.Round(Math.Clamp(percent, 0, 100), 2);
}
