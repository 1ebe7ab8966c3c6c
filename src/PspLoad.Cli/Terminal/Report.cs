namespace PspLoad.Cli.Terminal;

/// <summary>Writes problems to standard error, one line each.</summary>
internal static class Report
{
    public static void Error(string message) => Line($"error: {message}");

    public static void Line(object line) => Console.Error.WriteLine(line);
}
