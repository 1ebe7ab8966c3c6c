using System.Diagnostics;
using System.Globalization;
using PspLoad.Core.Errors;

namespace PspLoad.Benchmarks.Http;

/// <summary>
/// One measurement of a tool: its report, and the resource usage reported by the kernel (GNU time: rusage from wait4, children included).
/// </summary>
/// <param name="Report">the tool's own report</param>
/// <param name="Seconds">wall-clock time, including process start and exit</param>
/// <param name="UserSeconds">CPU time in user mode</param>
/// <param name="KernelSeconds">CPU time in the kernel</param>
/// <param name="PeakRssBytes">peak resident set size</param>
internal sealed record ToolRun(ToolReport Report, double Seconds, double UserSeconds, double KernelSeconds, long PeakRssBytes)
{
    public double CpuSeconds => UserSeconds + KernelSeconds;

    public double RequestsPerCpuSecond => Report.Requests / CpuSeconds;

    public static async Task<ToolRun> MeasureAsync(Tool tool, Uri url, int connections, int seconds, CancellationToken cancellationToken)
    {
        var usage = Path.GetTempFileName();
        try
        {
            // Raise the limit of file descriptors to the maximum: not every tool does so itself.
            string[] limited = ["-o", usage, "-f", "%e %U %S %M", "sh", "-c", "ulimit -n \"$(ulimit -Hn)\" && exec \"$@\"", "sh"];
            var start = new ProcessStartInfo("time", [.. limited, .. tool.Command(url, connections, seconds)])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            string output;
            try
            {
                output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
                await process.WaitForExitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
            var report = tool.Read(output);
            // A tool that is still busy with 5,000 handshakes when its time is over reports no requests. A tool that failed has an exit code.
            if (report.Requests == 0 && process.ExitCode != 0)
                throw new OperationFailedException(ExitCode.RunInvalid, $"{tool.Name} made no request: {output} {await errors}", "run it by hand");
            var used = (await File.ReadAllLinesAsync(usage, cancellationToken))[^1]
                .Split(' ')
                .Select(field => double.Parse(field, CultureInfo.InvariantCulture))
                .ToArray();
            return new ToolRun(report, used[0], used[1], used[2], (long)used[3] * 1024);
        }
        finally
        {
            File.Delete(usage);
        }
    }
}
