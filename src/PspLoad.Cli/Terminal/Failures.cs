using System.ComponentModel;
using System.Globalization;
using System.Net.Sockets;
using PspLoad.Core.Configuration;
using PspLoad.Core.Errors;
using PspLoad.Core.Files;

namespace PspLoad.Cli.Terminal;

/// <summary>The one place that turns an exception into lines and an exit code. No stack trace reaches a user.</summary>
internal static class Failures
{
    /// <summary>ENOENT: a program that we start is not installed.</summary>
    private const int NoSuchFile = 2;

    /// <param name="interrupted">whether the user has ended the command</param>
    /// <returns>the exit code</returns>
    public static ExitCode Tell(Exception failure, bool interrupted)
    {
        switch (failure)
        {
            // What several workers met is told once.
            case AggregateException { InnerExceptions: [var first, ..] }:
                return Tell(first, interrupted);
            case OperationCanceledException when interrupted:
                Report.Error("interrupted; run the same command again to complete it");
                return ExitCode.Interrupted;
            case InvalidConfigurationException invalid:
                Report.Errors(invalid.Errors);
                return ExitCode.InvalidUsage;
            case InvalidUsageException usage:
                foreach (var problem in usage.Problems)
                    Report.Error(problem);
                return ExitCode.InvalidUsage;
            case OperationFailedException failed:
                Report.Error(failed.Message);
                return failed.ExitCode;
            case InvalidDataException:
                Report.Error($"{OneLine(failure.Message)}; the file is damaged, or another version wrote it");
                return ExitCode.InvalidUsage;
            case Win32Exception { NativeErrorCode: NoSuchFile }:
                Report.Error($"{OneLine(failure.Message)}; install that program, and run the command again");
                return ExitCode.ProvisioningFailed;
            case IOException or UnauthorizedAccessException or SocketException:
                Report.Error($"{OneLine(failure.Message)}; mend that, and run the command again");
                return ExitCode.RunInvalid;
            default:
                Report.Error($"a defect of PspLoad: {failure.GetType().Name}: {OneLine(failure.Message)}; {Keep(failure)}");
                return ExitCode.Defect;
        }
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();

    /// <summary>Writes the details to a file of their own.</summary>
    private static string Keep(Exception defect)
    {
        var file = Path.Combine(
            Path.GetTempPath(),
            string.Create(CultureInfo.InvariantCulture, $"pspload-defect-{TimeProvider.System.GetUtcNow():yyyyMMdd-HHmmss}-{Environment.ProcessId}.txt")
        );
        try
        {
            DurableFile.Write(file, $"{Environment.CommandLine}\n{defect}\n");
            return $"please report it with {file}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"its details could not be written to {file}";
        }
    }
}
