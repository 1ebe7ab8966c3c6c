using PspLoad.Core.Errors;
using PspLoad.Core.Results;

namespace PspLoad.Reporting.Runs;

/// <summary>A run, as read from its folder. The histograms are not in memory: they are read as a stream by the charts that need them.</summary>
public sealed class RecordedRun
{
    /// <summary>Limits the memory for a run that lost everything.</summary>
    public const int MostViolations = 10_000;

    private RecordedRun(string path) => Path = path;

    /// <summary>The run's folder, as it was given.</summary>
    public string Path { get; }

    public required RunDocument Run { get; init; }

    /// <summary>In the order of time; empty when the run ended before its first second.</summary>
    public required IReadOnlyList<IntervalLine> Intervals { get; init; }

    /// <summary>Empty where no host was sampled.</summary>
    public required IReadOnlyList<HostLine> Hosts { get; init; }

    /// <summary>What was injected and undone, in the order of time.</summary>
    public required IReadOnlyList<FaultLine> Faults { get; init; }

    /// <summary>The first <see cref="MostViolations"/>.</summary>
    public required IReadOnlyList<ViolationLine> Violations { get; init; }

    /// <summary>Checks of the environment; empty where nothing was verified.</summary>
    public required IReadOnlyList<VerifiedCheck> Checks { get; init; }

    /// <summary>Path of a file in the folder.</summary>
    public string FileOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Reads everything but the histograms.</summary>
    /// <param name="path">folder of a run</param>
    /// <exception cref="OperationFailedException">the folder is not a run's, or a file in it is damaged; exit code 2</exception>
    public static RecordedRun Read(string path)
    {
        string In(string name) => System.IO.Path.Combine(path, name);
        List<FindingPart> findings = [];
        return new RecordedRun(path)
        {
            Intervals = [.. NdjsonReader.Read(In(ResultFiles.Intervals), ResultsJson.Default.IntervalLine, findings)],
            Hosts = [.. NdjsonReader.Read(In(ResultFiles.Hosts), ResultsJson.Default.HostLine, findings)],
            Faults = [.. NdjsonReader.Read(In(ResultFiles.Faults), ResultsJson.Default.FaultLine, findings)],
            Violations = [.. NdjsonReader.Read(In(ResultFiles.Violations), ResultsJson.Default.ViolationLine, findings).Take(MostViolations)],
            Checks = VerifiedCheck.ReadAll(In(ResultFiles.Evidence)),
            // Comes last: reading the others has made the findings.
            Run = With(RunFile.Read(In(ResultFiles.Run)), findings),
        };
    }

    /// <summary>Adds what reading the files has found. A run that was salvaged knows some of it.</summary>
    private static RunDocument With(RunDocument run, List<FindingPart> findings)
    {
        var known = run.Verdict.Findings;
        return findings.All(known.Contains) ? run : run with { Verdict = run.Verdict with { Findings = [.. known.Union(findings)] } };
    }
}
