using System.Globalization;
using System.Text;

namespace PspLoad.Reporting.Markdown;

/// <summary>Text from a result in Markdown: shown as it is, never as markup, a link, a mention or a table's border.</summary>
internal static class MarkdownText
{
    private const string Special = "\\`*{}[]~";
    private const string AsEntity = "<>&@|";

    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var letter in text)
        {
            if (AsEntity.Contains(letter, StringComparison.Ordinal))
                escaped.Append(CultureInfo.InvariantCulture, $"&#{(int)letter};");
            else if (Special.Contains(letter, StringComparison.Ordinal))
                escaped.Append('\\').Append(letter);
            else
                escaped.Append(char.IsControl(letter) ? ' ' : letter);
        }
        return escaped.ToString();
    }
}
