using PspLoad.Core.Configuration;

namespace PspLoad.Cli.Terminal;

/// <summary>Writes problems to standard error, one line each.</summary>
internal static class Report
{
    /// <summary>More of one file would push the first ones off the screen.</summary>
    private const int MostErrors = 50;

    public static void Error(string message) => Line($"error: {message}");

    public static void Errors(IReadOnlyList<ConfigurationError> errors)
    {
        foreach (var error in errors.Take(MostErrors))
            Line(error);
        if (errors.Count > MostErrors)
            Error($"{errors.Count - MostErrors} more errors are not shown; mend these first");
    }

    public static void Line(object line) => Console.Error.WriteLine(line);
}
