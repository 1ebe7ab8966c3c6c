using PspLoad.Core.Results;

namespace PspLoad.Reporting.Runs;

/// <summary>What lies beside a run's folder: results/SCENARIO holds the scenario's runs, each named after the moment it began, and the baseline.</summary>
internal sealed class RunNeighbours(string folder)
{
    private readonly DirectoryInfo _folder = new(Path.GetFullPath(folder));

    /// <summary>Whether <c>baseline DIR</c> chose a run of this scenario.</summary>
    public bool HasBaseline => _folder.Parent is { } scenario && File.Exists(Path.Combine(scenario.FullName, RunLocator.Baseline));

    /// <summary>Folder of the run before this one, beside it; null when there is none.</summary>
    public string? Previous =>
        _folder.Parent is not { Exists: true } scenario ? null
        : scenario
            .EnumerateDirectories()
            .Where(other => string.CompareOrdinal(other.Name, _folder.Name) < 0 && File.Exists(Path.Combine(other.FullName, ResultFiles.Run)))
            .MaxBy(other => other.Name, StringComparer.Ordinal)
            is { } previous
            ? Path.Combine(Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar)) ?? "", previous.Name)
        : null;
}
