using System.Diagnostics;
using System.Globalization;
using PspLoad.Core.Errors;

namespace PspLoad.Benchmarks.Http;

/// <summary>One measurement of a tool: its report, and what the kernel says that it used (GNU time: wait4's rusage, children included).</summary>
/// <param name="Report">by the tool itself</param>
/// <param name="Seconds">wall clock, start and end of the process included</param>
/// <param name="UserSeconds">CPU in the program</param>
/// <param name="KernelSeconds">CPU in the kernel, for the program</param>
/// <param name="PeakRssBytes">highest resident set</param>
internal sealed record ToolRun(ToolReport Report, double Seconds, double UserSeconds, double KernelSeconds, long PeakRssBytes)
{
    public double CpuSeconds => UserSeconds + KernelSeconds;

    public double RequestsPerCpuSecond => Report.Requests / CpuSeconds;

    public static async Task<ToolRun> MeasureAsync(Tool tool, Uri url, int connections, int seconds, CancellationToken cancellationToken)
    {
        var usage = Path.GetTempFileName();
        try
        {
            // Every tool gets all descriptors that this user may have; not every tool asks for them.
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
            // A tool that is still busy with 5,000 handshakes when its time is over has made none, and says so; one that failed has an exit code.
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
