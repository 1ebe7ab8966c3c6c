using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace PspLoad.Benchmarks.Http;

/// <summary>Measures the open model with this project's command against NGINX.</summary>
internal sealed class InjectorBench(NginxTarget target, string cli)
{
    public const int FreezeSeconds = 10;

    private const int FreezeRate = 2_000;
    private static readonly int[] s_rates = [2_000, 5_000, 10_000];

    public async Task<InjectorSeries> MeasureAsync(HttpArguments arguments, CancellationToken cancellationToken)
    {
        var series = new InjectorSeries(TimeProvider.System.GetUtcNow(), [], [], []);
        var idle = Tools.OursOpen(cli, target.Authority);
        for (var round = 0; round < arguments.Rounds; round++)
        {
            foreach (var rate in s_rates)
            {
                var lag = await LagAsync(rate, arguments.Seconds, cancellationToken);
                series.Lags.Add(lag);
                Console.Error.WriteLine($"lag at {rate}/s: p50 {lag.P50:0.000} ms, p99 {lag.P99:0.000} ms, {lag.CorePercent:0} % of a core");
            }
            series.Starts.Add((await ToolRun.MeasureAsync(idle, target.Url("http"), 1, 1, cancellationToken)).CpuSeconds);
            Console.Error.WriteLine($"start and end: {series.Starts[^1]:0.00} s of CPU");
            var freeze = await FreezeAsync(cancellationToken);
            series.Freezes.Add(freeze);
            Console.Error.WriteLine(
                $"freeze: p50 {freeze.P50:0.0}, p90 {freeze.P90:0}, p99 {freeze.P99:0}, p99.9 {freeze.P999:0} ms, stopped {freeze.StoppedMs:0} ms"
            );
        }
        return series;
    }

    private async Task<InjectorSeries.LagRun> LagAsync(int rate, int seconds, CancellationToken cancellationToken)
    {
        using var process = Start(["--rate", $"{rate}", "--poisson", "--warmup", "2s", "--duration", $"{seconds}s"]);
        using var report = JsonDocument.Parse(await FinishAsync(process, cancellationToken));
        var (lag, injector) = (report.RootElement.GetProperty("injectorLagMs"), report.RootElement.GetProperty("injector"));
        return new InjectorSeries.LagRun(
            rate,
            lag.GetProperty("p50").GetDouble(),
            lag.GetProperty("p99").GetDouble(),
            injector.GetProperty("cpuPercent").GetDouble() * Environment.ProcessorCount,
            process.ExitCode == 0
        );
    }

    private async Task<InjectorSeries.FreezeRun> FreezeAsync(CancellationToken cancellationToken)
    {
        var log = Path.GetTempFileName();
        using var process = Start(["--rate", $"{FreezeRate}", "--warmup", "2s", "--duration", $"{FreezeSeconds}s", "--hdr", log]);
        // The freeze must lie in the measured phase, which has begun once its first second is in the log.
        while (!process.HasExited && !(File.Exists(log + ".partial") && File.ReadAllText(log + ".partial").Contains("Tag=", StringComparison.Ordinal)))
            await Task.Delay(50, cancellationToken);
        var start = Stopwatch.GetTimestamp();
        await SignalAsync("STOP", cancellationToken);
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken);
        }
        finally
        {
            await SignalAsync("CONT", CancellationToken.None);
        }
        var stopped = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        using var report = JsonDocument.Parse(await FinishAsync(process, cancellationToken));
        File.Delete(log);
        var (arrivals, times) = (report.RootElement.GetProperty("arrivals"), report.RootElement.GetProperty("responseTimeMs"));
        double Time(string name) => times.GetProperty(name).GetDouble();
        return new InjectorSeries.FreezeRun(
            stopped,
            arrivals.GetProperty("scheduled").GetInt64(),
            arrivals.GetProperty("completed").GetInt64(),
            Time("p50"),
            Time("p90"),
            Time("p99"),
            Time("p999")
        );
    }

    private Process Start(string[] options)
    {
        var command = Tools.OursCommand(cli, target.Authority, target.Url("http"), options);
        return Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { UseShellExecute = false, RedirectStandardOutput = true })!;
    }

    private static async Task<string> FinishAsync(Process process, CancellationToken cancellationToken)
    {
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return output;
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    private async Task SignalAsync(string signal, CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", [$"-{signal}", target.WorkerId.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellationToken);
    }
}
