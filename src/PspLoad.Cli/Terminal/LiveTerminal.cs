namespace PspLoad.Cli.Terminal;

/// <summary>Standard error as a terminal on which a line can be rewritten.</summary>
internal static class LiveTerminal
{
    /// <summary>False for a file, a pipe, and a terminal that knows no control sequences (terminfo(5), <c>dumb</c>).</summary>
    public static bool RewritesLines => !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    /// <summary>A line that replaces the one before. It is cut at the terminal's width, because a wrapped line would not be cleared.</summary>
    public static string Line(string text)
    {
        var width = Console.WindowWidth - 1;
        return GuardedWriter.ClearLine + (width > 0 && text.Length > width ? text[..width] : text);
    }
}
