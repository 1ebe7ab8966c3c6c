using PspLoad.Core.Errors;
using PspLoad.Core.Files;

namespace PspLoad.Core.Results;

/// <summary>
/// Finds runs in a folder of results, <c>results/SCENARIO/yyyyMMdd-HHmmss</c>. A command names a run by its folder or by one of the names
/// <see cref="Latest"/>, <see cref="Previous"/> and <see cref="Baseline"/>.
/// </summary>
/// <param name="results">folder of results</param>
public sealed class RunLocator(string results)
{
    /// <summary>The run that started last. Also the name of the link to its folder.</summary>
    public const string Latest = "latest";

    /// <summary>The run of the same scenario before the other run.</summary>
    public const string Previous = "previous";

    /// <summary>
    /// The run that <c>baseline DIR</c> chose for the scenario. Also the name of the file in the scenario's folder that holds its relative path.
    /// </summary>
    public const string Baseline = "baseline";

    /// <summary>Finds one run. <see cref="Baseline"/> and <see cref="Previous"/> are relative to the latest run.</summary>
    /// <returns>its folder</returns>
    /// <exception cref="OperationFailedException">there is no such run; exit code 2</exception>
    public string Find(string name) => IsRelative(name) ? Relative(name, Find(Latest)) : Existing(name == Latest ? Path.Combine(results, Latest) : name, name);

    /// <summary>Finds two runs. If one is <see cref="Baseline"/> or <see cref="Previous"/>, it is relative to the other.</summary>
    /// <returns>their folders</returns>
    /// <exception cref="OperationFailedException">there is no such run; exit code 2</exception>
    public (string First, string Second) FindBoth(string first, string second)
    {
        if (IsRelative(first) && !IsRelative(second))
            return (Relative(first, Find(second)), Find(second));
        return IsRelative(second) && !IsRelative(first) ? (Find(first), Relative(second, Find(first))) : (Find(first), Find(second));
    }

    /// <summary>Makes a run the baseline of its scenario.</summary>
    /// <returns>path of the file that names it</returns>
    /// <exception cref="OperationFailedException">there is no such run; exit code 2</exception>
    public string SetBaseline(string name)
    {
        var folder = Path.GetFullPath(Find(name));
        var file = BaselineFile(folder);
        var scenario = Path.GetDirectoryName(Path.GetFullPath(file))!;
        Directory.CreateDirectory(scenario);
        DurableFile.Write(file, Path.GetRelativePath(scenario, folder) + "\n");
        return file;
    }

    /// <summary>Whether the scenario of a run has a baseline.</summary>
    /// <param name="run">folder of the run</param>
    public static bool HasBaseline(string run) =>
        new DirectoryInfo(Path.GetFullPath(run)).Parent is { } scenario && File.Exists(Path.Combine(scenario.FullName, Baseline));

    /// <summary>Finds the folder of all results around a run, or around a part of a run: the one with the link <see cref="Latest"/>.</summary>
    /// <param name="run">folder of the run</param>
    /// <returns>null when no folder around it has that link</returns>
    public static string? ResultsOf(string run)
    {
        var folder = new DirectoryInfo(Path.GetFullPath(run)).Parent;
        while (folder is not null && new DirectoryInfo(Path.Combine(folder.FullName, Latest)).LinkTarget is null)
            folder = folder.Parent;
        return folder?.FullName;
    }

    /// <summary>Finds the run of the same scenario before another.</summary>
    /// <param name="run">folder of the other run</param>
    /// <returns>its folder; null when there is none</returns>
    public static string? PreviousOf(string run)
    {
        var folder = new DirectoryInfo(Path.GetFullPath(run));
        if (folder.Parent is not { Exists: true } scenario)
            return null;
        var previous = scenario
            .EnumerateDirectories()
            .Where(other => string.CompareOrdinal(other.Name, folder.Name) < 0 && File.Exists(Path.Combine(other.FullName, ResultFiles.Run)))
            .MaxBy(other => other.Name, StringComparer.Ordinal);
        return previous is null ? null : Path.Combine(Path.GetDirectoryName(run.TrimEnd(Path.DirectorySeparatorChar)) ?? "", previous.Name);
    }

    private static bool IsRelative(string name) => name is Baseline or Previous;

    private string Relative(string name, string run) =>
        name == Baseline
            ? BaselineOf(run)
            : PreviousOf(run) ?? throw new OperationFailedException(ExitCode.InvalidUsage, $"there is no run before {run}", "name the folders of both runs");

    private string BaselineOf(string run)
    {
        var file = BaselineFile(run);
        var scenario = Path.GetFileName(Path.GetDirectoryName(file));
        return File.Exists(file)
            ? Existing(Path.Combine(Path.GetDirectoryName(file)!, File.ReadAllText(file).Trim()), $"the baseline of {scenario}")
            : throw new OperationFailedException(ExitCode.InvalidUsage, $"{scenario} has no baseline", "choose one: ./run.sh baseline DIR");
    }

    private string BaselineFile(string run) =>
        Path.Combine(results, RunFile.Read(Path.Combine(run, ResultFiles.Run)).Scenario.Replace(Path.DirectorySeparatorChar, '-'), Baseline);

    private static string Existing(string folder, string name) =>
        File.Exists(Path.Combine(folder, ResultFiles.Run))
            ? LinkTarget(folder)
            : throw new OperationFailedException(
                ExitCode.InvalidUsage,
                name == Latest ? "there is no run yet" : $"{name} is not the folder of a run: it has no {ResultFiles.Run}",
                "name results/SCENARIO/yyyyMMdd-HHmmss, latest, previous or baseline"
            );

    /// <summary>Follows a link, so that reports show the name of the run, not of the link.</summary>
    private static string LinkTarget(string folder) =>
        new DirectoryInfo(folder).ResolveLinkTarget(returnFinalTarget: true) is { } target
            ? Path.GetRelativePath(Environment.CurrentDirectory, target.FullName)
            : folder;
}
