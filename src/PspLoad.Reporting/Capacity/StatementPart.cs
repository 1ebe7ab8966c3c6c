namespace PspLoad.Reporting.Capacity;

/// <summary>One section of a capacity statement, whatever it is written in.</summary>
/// <param name="Heading">of the section</param>
/// <param name="Lines">paragraphs</param>
/// <param name="Columns">of a table below them; empty where there is none</param>
/// <param name="Rows">of the table</param>
internal sealed record StatementPart(string Heading, IReadOnlyList<string> Lines, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    public StatementPart(string heading, params IReadOnlyList<string> lines)
        : this(heading, lines, [], []) { }
}
