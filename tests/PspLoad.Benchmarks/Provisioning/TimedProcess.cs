using System.Diagnostics;
using PspLoad.Core.Errors;

namespace PspLoad.Benchmarks.Provisioning;

/// <summary>A finished process and its duration.</summary>
/// <param name="Seconds">from start to end, by a monotonic clock</param>
/// <param name="Output">standard output</param>
internal sealed record TimedProcess(double Seconds, string Output)
{
    /// <exception cref="OperationFailedException">the exit code is not 0</exception>
    public static async Task<TimedProcess> RunAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = start.RedirectStandardInput = true;
        start.UseShellExecute = false;
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            return process.ExitCode == 0
                ? new TimedProcess(seconds, output)
                : throw new OperationFailedException(
                    ExitCode.ProvisioningFailed,
                    $"{start.FileName} ended with {process.ExitCode}:\n{output}{await errors}",
                    "see its output"
                );
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
