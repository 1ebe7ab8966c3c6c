using System.Collections.Concurrent;
using System.Diagnostics;
using PspLoad.Core.Results;
using PspLoad.IntegrationTests.Lab;
using PspLoad.Provisioning.Ssh;
using PspLoad.Roles.Metrics;

namespace PspLoad.IntegrationTests.Provisioning;

/// <summary>Load on a host is seen on that host only, and the sampling itself costs almost nothing.</summary>
[Collection(OneWholeLab.Name)]
public sealed class HostsAreSampled(LabFixture lab)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_busy_host_is_told_from_an_idle_one()
    {
        var environment = await lab.AttachedAsync();
        await using var fleet = new SshFleet(environment);
        var samples = new ConcurrentQueue<HostLine>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var clock = Stopwatch.StartNew();
        var sampling = new HostSampler(fleet, environment, [], () => clock.Elapsed.TotalSeconds, samples.Enqueue, TimeProvider.System).RunAsync(stop.Token);

        await UntilAsync(() => fleet.Hosts.All(host => samples.Any(sample => sample.Host == host.Name)), sampling);
        using var busy = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var loop = fleet.Host("app1").RunAsync("while :; do :; done", cancellationToken: busy.Token);
        var seen = samples.Count;
        // One endless loop takes one CPU, or less if the machine is busy.
        await UntilAsync(() => samples.Skip(seen).Any(sample => sample.Host == "app1" && sample.CpuPercent > 50.0 / Environment.ProcessorCount), sampling);
        var others = samples.Skip(seen).Where(sample => sample.Host is "app2" or "front").ToList();
        await busy.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop);
        await stop.CancelAsync();
        await sampling;

        Assert.All(others, sample => Assert.InRange(sample.CpuPercent, 0, 50.0 / Environment.ProcessorCount));
        Assert.All(samples, sample => Assert.InRange(sample.MemoryPercent, double.Epsilon, 100));
        Assert.Contains(samples, sample => sample.NetworkBytesPerSecond > 0);
        // The samplers have ended on all hosts.
        foreach (var host in fleet.Hosts)
            Assert.Equal("0\n", (await host.RunAsync("pgrep -fc '^grep -sHZ|^bash -s$' || true", cancellationToken: Cancellation)).Stdout);
    }

    private static async Task UntilAsync(Func<bool> isSo, Task sampling)
    {
        while (!isSo())
        {
            Assert.False(sampling.IsCompleted, "the sampling ended by itself");
            await Task.Delay(50, Cancellation);
        }
    }
}
