namespace PspLoad.Core.Histograms;

/// <summary>What one line of a log of histograms counts: the tag <c>FLOW|STEP|OUTCOME|TIME</c>. Blanks and commas of names become dashes.</summary>
/// <param name="Flow">name</param>
/// <param name="Step">name; null (<c>-</c> in the tag) for the whole iteration</param>
/// <param name="Outcome"><c>ok</c>, or the label of an error</param>
/// <param name="Time"><see cref="Response"/>, <see cref="Service"/> or <see cref="Lag"/></param>
public sealed record HdrTag(string Flow, string? Step, string Outcome, string Time)
{
    /// <summary>End − intended start.</summary>
    public const string Response = "response";

    /// <summary>End − actual start.</summary>
    public const string Service = "service";

    /// <summary>Actual − intended start.</summary>
    public const string Lag = "lag";

    private const string WholeIteration = "-";

    /// <summary>A name as a tag writes it.</summary>
    public static string Dashed(string name) => name.Replace(' ', '-').Replace(',', '-');

    /// <summary>The part of the tag before the time, which three lines share.</summary>
    public static string Prefix(string flow, string? step, string outcome) => Dashed($"{flow}|{step ?? WholeIteration}|{outcome}|");

    /// <summary>Null for the tag of another program.</summary>
    public static HdrTag? Parse(string tag) =>
        tag.Split('|') is [var flow, var step, var outcome, var time] ? new HdrTag(flow, step == WholeIteration ? null : step, outcome, time) : null;
}
