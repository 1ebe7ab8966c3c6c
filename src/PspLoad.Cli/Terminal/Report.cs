namespace PspLoad.Cli.Terminal;

/// <summary>What goes to standard error: problems, one line each.</summary>
internal static class Report
{
    public static void Error(string message) => Line($"error: {message}");

    public static void Line(object line) => Console.Error.WriteLine(line);
}
