namespace PspLoad.Reporting.Latencies;

/// <summary>What a line of the log counts.</summary>
/// <param name="Flow">name, spaces and commas as dashes</param>
/// <param name="Step">null for the whole iteration</param>
/// <param name="Outcome"><c>ok</c> or the label of an error</param>
/// <param name="Time"><c>response</c>, <c>service</c> or <c>lag</c></param>
internal sealed record HdrTag(string Flow, string? Step, string Outcome, string Time)
{
    /// <summary>A name as a tag writes it.</summary>
    public static string Dashed(string name) => name.Replace(' ', '-').Replace(',', '-');

    /// <summary>Null when it isn't one of ours.</summary>
    public static HdrTag? Parse(string tag) =>
        tag.Split('|') is [var flow, var step, var outcome, var time] ? new HdrTag(flow, step == "-" ? null : step, outcome, time) : null;
}
