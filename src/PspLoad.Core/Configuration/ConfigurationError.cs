using System.Globalization;
using System.Text;

namespace PspLoad.Core.Configuration;

/// <summary>One error in a file that the user wrote, printed as <c>file:line: path.to.key: what is wrong; what would be right</c>.</summary>
/// <param name="File">path as the user gave it</param>
/// <param name="Line">1-based line; 0 means the whole file and is not printed</param>
/// <param name="Path">for example <c>hosts[2].address</c> (0-based index); empty means the whole document and is not printed</param>
/// <param name="Problem">what is wrong</param>
/// <param name="Remedy">what would be right</param>
public sealed record ConfigurationError(string File, int Line, string Path, string Problem, string Remedy)
{
    private const int ShownCharacters = 60;
    private const int LongestPath = 200;
    private const int LongestProblem = 600;

    /// <summary>Always a single line of a bounded length: control characters are printed as <c>\u001B</c>.</summary>
    public override string ToString()
    {
        var line = Line > 0 ? string.Create(CultureInfo.InvariantCulture, $":{Line}") : "";
        var path = Path.Length > 0 ? $"{Cut(Path, LongestPath)}: " : "";
        return WithoutControlCharacters($"{File}{line}: {path}{Cut(Problem, LongestProblem)}; {Remedy}");
    }

    /// <summary>Quotes a piece of the user's text for a message, and truncates it if it is long.</summary>
    public static string Quote(string text) => $"'{Cut(text, ShownCharacters)}'";

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length] + "…";

    private static string WithoutControlCharacters(string text)
    {
        if (!text.Any(char.IsControl))
            return text;

        var clean = new StringBuilder(text.Length);
        foreach (var character in text)
            _ = char.IsControl(character) ? clean.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}") : clean.Append(character);
        return clean.ToString();
    }
}
