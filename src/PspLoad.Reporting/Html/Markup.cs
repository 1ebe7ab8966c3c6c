using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace PspLoad.Reporting.Html;

/// <summary>
/// A piece of HTML, written as an interpolated string: <c>Markup row = $"&lt;td&gt;{name}&lt;/td&gt;"</c>. The literal parts are markup. Every interpolated
/// value is escaped, unless it is <see cref="Markup"/> itself. So nobody can forget to escape text from a result (ADR 0029).
/// </summary>
[InterpolatedStringHandler]
internal sealed class Markup(int literalLength, int formattedCount)
{
    private readonly StringBuilder _text = new(literalLength + 16 * formattedCount);

    public static Markup None => Trusted("");

    /// <summary>For files of our own, such as the style sheet. Never for text from a result.</summary>
    public static Markup Trusted(string own)
    {
        var markup = new Markup(own.Length, 0);
        markup.AppendLiteral(own);
        return markup;
    }

    public void AppendLiteral(string literal) => _text.Append(literal);

    public void AppendFormatted(Markup markup) => _text.Append(markup._text);

    public void AppendFormatted(IEnumerable<Markup> parts)
    {
        foreach (var part in parts)
            _text.Append(part._text);
    }

    public void AppendFormatted(string? text) => _text.Append(WebUtility.HtmlEncode(text));

    public void AppendFormatted(long number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));

    public override string ToString() => _text.ToString();
}
