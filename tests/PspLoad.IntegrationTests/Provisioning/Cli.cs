using System.Diagnostics;

namespace PspLoad.IntegrationTests.Provisioning;

/// <summary>Runs the command line as a user does, in a separate process.</summary>
internal static class Cli
{
    public static Process Start(params IEnumerable<string> arguments) =>
        Process.Start(
            new ProcessStartInfo("dotnet", [BuiltProgram.Cli, .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;

    public static async Task<CliResult> RunAsync(CancellationToken cancellationToken, params IEnumerable<string> arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return new CliResult(process.ExitCode, await output, await errors);
    }
}
