using System.Text;

namespace PspLoad.Reporting.Text;

/// <summary>Escapes text from a result for Markdown, so that it shows as text and never as markup, a link, a mention or the border of a table cell.</summary>
internal static class MarkdownText
{
    private const string Special = "\\`*{}[]~";

    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (Entity(letter) is { } entity)
                escaped.Append(entity);
            else if (Special.Contains(letter, StringComparison.Ordinal) || (letter == '_' && !IsInWord(text, i)))
                escaped.Append('\\').Append(letter);
            else
                escaped.Append(char.IsControl(letter) ? ' ' : letter);
        }
        return escaped.ToString();
    }

    private static string? Entity(char letter) =>
        letter switch
        {
            '<' => "&lt;",
            '>' => "&gt;",
            '&' => "&amp;",
            '@' => "&#64;",
            '|' => "&#124;",
            _ => null,
        };

    /// <summary>An underscore between letters is not markup.</summary>
    private static bool IsInWord(string text, int i) => i > 0 && i + 1 < text.Length && char.IsLetterOrDigit(text[i - 1]) && char.IsLetterOrDigit(text[i + 1]);
}
