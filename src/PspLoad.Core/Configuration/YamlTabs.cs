using YamlDotNet.Core;
using YamlDotNet.Core.Tokens;

namespace PspLoad.Core.Configuration;

/// <summary>
/// Works around YamlDotNet 18.1, which refuses some lines that begin with a tab and have only a comment or nothing. YAML 1.2 allows tabs there
/// (§6.6, §6.7).
/// </summary>
internal static class YamlTabs
{
    /// <summary>Limits the time: every line costs a scan.</summary>
    private const int MostLines = 100;

    /// <returns>the text; without the tabs before comments and in blank lines that YamlDotNet refuses</returns>
    public static string WithoutRefused(string text)
    {
        if (!text.Contains('\t', StringComparison.Ordinal))
            return text;
        var lines = text.Split('\n');
        for (var mended = 0; mended < MostLines; mended++)
        {
            // Only the line at which the scanner stopped is mended, so a tab that is part of a text stays.
            if (RefusedLine(text) is not { } number || number > lines.Length || !IsOnlyComment(lines[number - 1]))
                return text;
            lines[number - 1] = lines[number - 1].TrimStart('\t', ' ');
            text = string.Join('\n', lines);
        }

        return text;
    }

    private static bool IsOnlyComment(string line) =>
        line.AsSpan().TrimStart("\t ") is var rest && rest.Length < line.Length && rest is ['#', ..] or ['\r'] or [];

    /// <returns>number of the line, from 1; null if the whole text can be scanned, or is wrong in another way</returns>
    private static int? RefusedLine(string text)
    {
        var scanner = new Scanner(new StringReader(text), skipComments: true);
        try
        {
            // After an error token, which the parser refuses, the scanner may stay where it is.
            while (scanner.MoveNext() && scanner.Current is not Error)
            {
                // Only the exception counts.
            }

            return null;
        }
        catch (SyntaxErrorException)
        {
            // The exception may name the start of the mapping. The scanner knows where it stopped.
            return (int)scanner.CurrentPosition.Line;
        }
        catch (Exception wrong) when (wrong is YamlException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }
}
