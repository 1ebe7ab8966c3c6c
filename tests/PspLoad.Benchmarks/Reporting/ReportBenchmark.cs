using System.Diagnostics;
using System.Globalization;
using PspLoad.Benchmarks.Provisioning;
using PspLoad.UnitTests.Reporting;

namespace PspLoad.Benchmarks.Reporting;

/// <summary>
/// <c>report</c>: time and memory of the whole <c>report</c> command, including its start, for one hour at 2,800 iterations per second with
/// a fault and five hosts.
/// </summary>
internal static class ReportBenchmark
{
    private const double GoalSeconds = 5;
    private const double GoalMegabytes = 200;

    /// <param name="root">root folder of the checkout</param>
    /// <param name="rounds">number of times to create the report</param>
    /// <param name="cancellationToken">ends the benchmark</param>
    public static async Task<string> RunAsync(string root, int rounds, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("pspload-report-cost-").FullName;
        try
        {
            var run = new SampleRun { Seconds = 3_600, Rate = 2_800 }.Write(Path.Combine(folder, "failover", "20261125-093000"));
            var rows = new List<(double Wall, double Cpu, double Megabytes)>();
            for (var round = 0; round < rounds; round++)
                rows.Add(await MeasureAsync(root, run, Path.Combine(folder, "usage"), cancellationToken));
            return Text(rows);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(double Wall, double Cpu, double Megabytes)> MeasureAsync(
        string root,
        string run,
        string usage,
        CancellationToken cancellationToken
    )
    {
        var command = Path.Combine(root, "artifacts", "bin", "PspLoad.Cli", "release", "pspload.dll");
        var process = await TimedProcess.RunAsync(
            new ProcessStartInfo("time", ["-o", usage, "-f", "%U %S %M", "dotnet", command, "report", run]),
            cancellationToken
        );
        var used = (await File.ReadAllLinesAsync(usage, cancellationToken))[^1]
            .Split(' ')
            .Select(field => double.Parse(field, CultureInfo.InvariantCulture))
            .ToArray();
        return (process.Seconds, used[0] + used[1], used[2] * 1024 / 1e6);
    }

    private static string Text(List<(double Wall, double Cpu, double Megabytes)> rows)
    {
        var wall = Statistics.Median(rows.Select(row => row.Wall));
        var memory = rows.Max(row => row.Megabytes);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            Report of 10,080,000 iterations, {rows.Count} times: {wall:0.0} s ({rows.Min(row => row.Wall):0.0}–{rows.Max(row =>
                row.Wall
            ):0.0}), {Statistics.Median(rows.Select(row => row.Cpu)):0.0} s of CPU, {rows.Min(row => row.Megabytes):0}–{memory:0} MB.
            Goal {GoalSeconds} s: {(wall <= GoalSeconds ? "met" : "MISSED")}. Goal {GoalMegabytes} MB: {(memory <= GoalMegabytes ? "met" : "MISSED")}.
            {EnvironmentBlock.Text()}
            """
        );
    }
}
