using System.ComponentModel;
using System.Diagnostics;
using PspLoad.Core.Errors;

namespace PspLoad.Lab.Image;

/// <summary>Runs <c>dotnet publish</c> for one project. The project file selects ReadyToRun or native code.</summary>
internal static class Publication
{
    /// <exception cref="OperationFailedException">there is no SDK, or the project does not build</exception>
    public static async Task RunAsync(string project, string runtimeIdentifier, string output, CancellationToken cancellationToken)
    {
        // Build servers would outlive the command and keep our end of the pipe open.
        var start = new ProcessStartInfo(
            "dotnet",
            [
                "publish",
                project,
                "-c",
                "Release",
                "-r",
                runtimeIdentifier,
                "-o",
                output,
                "-v",
                "quiet",
                "-nologo",
                "-nodeReuse:false",
                "-p:UseSharedCompilation=false",
                "-p:DebugType=none",
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = project,
        };
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        using var process = Start(start);
        try
        {
            var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
                throw Failed(project, string.Concat(said));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new OperationFailedException(
                ExitCode.InvalidUsage,
                "building an application's image needs the .NET SDK, which is missing",
                "install the package dotnet-sdk-10.0",
                e
            );
        }
    }

    private static OperationFailedException Failed(string project, string said)
    {
        var lines = said.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var reason = lines.FirstOrDefault(line => line.Contains(": error ", StringComparison.Ordinal)) ?? lines.LastOrDefault() ?? "no output";
        return new OperationFailedException(
            ExitCode.ProvisioningFailed,
            $"dotnet publish of {Path.GetFileName(project)} failed: {reason}",
            "correct the sources, or run dotnet publish in that folder to see the whole output"
        );
    }
}
