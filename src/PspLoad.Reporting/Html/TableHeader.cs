namespace PspLoad.Reporting.Html;

/// <summary>The header of a table.</summary>
internal static class TableHeader
{
    /// <param name="texts">headings of the first columns</param>
    /// <param name="numbers">headings of the columns of figures after them</param>
    /// <param name="rest">headings of the last columns</param>
    public static Markup Of(IReadOnlyList<string> texts, IReadOnlyList<string> numbers, params IReadOnlyList<string> rest) =>
        $"<thead><tr>{texts.Select(Text)}{numbers.Select(Number)}{rest.Select(Text)}</tr></thead>";

    private static Markup Text(string heading) => $"<th>{heading}</th>";

    private static Markup Number(string heading) => $"""<th class="number">{heading}</th>""";
}
