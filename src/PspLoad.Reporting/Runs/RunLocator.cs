using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.Reporting.Text;

namespace PspLoad.Reporting.Runs;

/// <summary>Finds the run that a command names: a folder, <c>latest</c>, <c>baseline</c> (the one that <c>baseline DIR</c> chose for the
/// scenario), or <c>previous</c> (the one before the other).</summary>
/// <param name="results">folder of results</param>
public sealed class RunLocator(string results)
{
    public const string Latest = "latest";
    public const string Baseline = "baseline";
    public const string Previous = "previous";

    /// <summary>Folder of one run; <c>baseline</c> is that of the latest run's scenario, <c>previous</c> the one before the
    /// latest.</summary>
    /// <exception cref="OperationFailedException">there is no such run; exit code 2</exception>
    public string Find(string name) => IsRelative(name) ? Relative(name, Find(Latest)) : Existing(name == Latest ? Path.Combine(results, Latest) : name, name);

    /// <summary>Two folders; <c>baseline</c> is that of the other one's scenario, <c>previous</c> the run before the other one.</summary>
    /// <exception cref="OperationFailedException">there is no such run; exit code 2</exception>
    public (string First, string Second) FindBoth(string first, string second)
    {
        if (IsRelative(first) && !IsRelative(second))
            return (Relative(first, Find(second)), Find(second));
        return IsRelative(second) && !IsRelative(first) ? (Find(first), Relative(second, Find(first))) : (Find(first), Find(second));
    }

    /// <summary>Makes a run its scenario's baseline.</summary>
    /// <returns>the file that names it</returns>
    /// <exception cref="OperationFailedException">there is no such run; exit code 2</exception>
    public string SetBaseline(string name)
    {
        var folder = Path.GetFullPath(Find(name));
        var file = BaselineFile(folder);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        WholeFile.Write(file, Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(file))!, folder) + "\n");
        return file;
    }

    private static bool IsRelative(string name) => name is Baseline or Previous;

    private string Relative(string name, string folder) =>
        name == Baseline
            ? BaselineOf(folder)
            : new RunNeighbours(folder).Previous
                ?? throw new OperationFailedException(ExitCode.InvalidUsage, $"there is no run before {folder}", "name the folders of both runs");

    private string BaselineOf(string folder)
    {
        var file = BaselineFile(folder);
        var scenario = Path.GetFileName(Path.GetDirectoryName(file));
        return File.Exists(file)
            ? Existing(Path.Combine(Path.GetDirectoryName(file)!, File.ReadAllText(file).Trim()), $"the baseline of {scenario}")
            : throw new OperationFailedException(ExitCode.InvalidUsage, $"{scenario} has no baseline", "choose one: ./run.sh baseline DIR");
    }

    /// <summary>A text file with one relative path, beside the scenario's runs.</summary>
    private string BaselineFile(string folder) =>
        Path.Combine(results, RunFile.Read(Path.Combine(folder, ResultFiles.Run)).Scenario.Replace(Path.DirectorySeparatorChar, '-'), Baseline);

    private static string Existing(string folder, string name) =>
        File.Exists(Path.Combine(folder, ResultFiles.Run))
            ? Target(folder)
            : throw new OperationFailedException(
                ExitCode.InvalidUsage,
                name == Latest ? "there is no run yet" : $"{name} is not the folder of a run: it has no {ResultFiles.Run}",
                "name results/SCENARIO/yyyyMMdd-HHmmss, latest, previous or baseline"
            );

    /// <summary>Where a link points, so that its name doesn't become the run's.</summary>
    private static string Target(string folder) =>
        new DirectoryInfo(folder).ResolveLinkTarget(returnFinalTarget: true) is { } target
            ? Path.GetRelativePath(Environment.CurrentDirectory, target.FullName)
            : folder;
}
