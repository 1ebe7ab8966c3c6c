using PspLoad.Core.Errors;
using PspLoad.Core.Results;

namespace PspLoad.Reporting.Runs;

/// <summary>A run's folder, read. Histograms stay in their file: <see cref="Latencies"/> reads them as a stream.</summary>
public sealed class RunFolder
{
    /// <summary>Violations that are kept; a run that lost everything must not need everything's memory.</summary>
    public const int MostViolations = 10_000;

    private RunFolder(string path) => Path = path;

    /// <summary>As it was given.</summary>
    public string Path { get; }

    public required RunDocument Run { get; init; }

    /// <summary>In the order of time; empty when the run ended before its first second.</summary>
    public required IReadOnlyList<IntervalLine> Intervals { get; init; }

    /// <summary>Empty where no host was sampled.</summary>
    public required IReadOnlyList<HostLine> Hosts { get; init; }

    /// <summary>What was done when, as it was noted during the run.</summary>
    public required IReadOnlyList<FaultLine> Faults { get; init; }

    /// <summary>At most <see cref="MostViolations"/>.</summary>
    public required IReadOnlyList<ViolationLine> Violations { get; init; }

    /// <summary>What the verification of the environment saw; empty where nothing was verified.</summary>
    public required IReadOnlyList<VerifiedCheck> Checks { get; init; }

    /// <summary>Of a file in the folder.</summary>
    public string FileOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Reads everything but the histograms.</summary>
    /// <exception cref="OperationFailedException">the folder is no run's, or a file in it is damaged; exit code 2</exception>
    public static RunFolder Read(string path)
    {
        var run = RunFile.Read(System.IO.Path.Combine(path, ResultFiles.Run));
        return new RunFolder(path)
        {
            Run = run,
            Intervals = [.. NdjsonFile.Read(System.IO.Path.Combine(path, ResultFiles.Intervals), ResultsJson.Default.IntervalLine)],
            Hosts = [.. NdjsonFile.Read(System.IO.Path.Combine(path, ResultFiles.Hosts), ResultsJson.Default.HostLine)],
            Faults = [.. NdjsonFile.Read(System.IO.Path.Combine(path, ResultFiles.Faults), ResultsJson.Default.FaultLine)],
            Violations = [.. NdjsonFile.Read(System.IO.Path.Combine(path, ResultFiles.Violations), ResultsJson.Default.ViolationLine).Take(MostViolations)],
            Checks = VerifiedCheckFile.Read(System.IO.Path.Combine(path, ResultFiles.Evidence)),
        };
    }
}
