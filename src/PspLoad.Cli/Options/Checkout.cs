using PspLoad.Cli.Terminal;
using PspLoad.Runs;

namespace PspLoad.Cli.Options;

/// <summary>The project's own folders, below <c>PSPLOAD_ROOT</c> (set by <c>run.sh</c>) or the nearest parent folder with the solution file.</summary>
internal static class Checkout
{
    public static string Root { get; } = Environment.GetEnvironmentVariable("PSPLOAD_ROOT") ?? FindAbove(Environment.CurrentDirectory);

    public static Workstation Workstation { get; } = new(Root, new NarratorFactory());

    /// <summary>Relative to the working directory, as messages print it.</summary>
    public static string EnvironmentsDirectory { get; } = Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(Root, "environments"));

    /// <inheritdoc cref="EnvironmentsDirectory"/>
    public static string ScenariosDirectory { get; } = Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(Root, "scenarios"));

    /// <inheritdoc cref="EnvironmentsDirectory"/>
    public static string ResultsDirectory { get; } = Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(Root, "results"));

    private static string FindAbove(string directory)
    {
        for (var folder = new DirectoryInfo(directory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PspLoad.sln")))
                return folder.FullName;
        }
        return directory;
    }
}
