using PspLoad.Core.Results;
using PspLoad.Reporting.Runs;
using PspLoad.Reporting.Text;

namespace PspLoad.Reporting.Comparison;

/// <summary>A comparison as a table of at most 80 columns.</summary>
public static class ComparisonText
{
    private const int NameWidth = 30;

    public static void Write(TextWriter output, RunComparison comparison)
    {
        output.WriteLine($"A  {Describe(comparison.Before)}");
        output.WriteLine($"B  {Describe(comparison.After)}");
        if (comparison.Before.Run.Provenance.IsLab || comparison.After.Run.Provenance.IsLab)
            output.WriteLine("A lab on one machine: for comparison and correctness, no capacity statement.");
        output.WriteLine($"\n{"", -NameWidth}{"A", 9}{"B", 10}{"change", 9}");
        foreach (var change in comparison.Changes)
        {
            var isLong = change.Name.Length > NameWidth;
            if (isLong)
                output.WriteLine(change.Name);
            output.WriteLine(
                $"{(isLong ? "" : change.Name), -NameWidth}{change.Before, 9}{change.After, 10}"
                    + $"{(change.ChangePercent is { } percent ? Humane.Change(percent) : ""), 9}  {Word(change.Sameness)}"
            );
            if (change is { LowPercent: { } low, HighPercent: { } high, Sameness: not Sameness.Same })
                output.WriteLine($"{$"95 %: {Humane.Change(low)} to {Humane.Change(high)}", NameWidth + 28}");
        }
        foreach (var finding in comparison.Findings)
        {
            var lines = Wrapped.Lines($"{finding.Severity.JsonName()}: {finding.Message}", 76).ToList();
            output.WriteLine($"\n• {string.Join("\n  ", lines)}");
        }
        output.WriteLine($"\n{string.Join('\n', Wrapped.Lines(Headline(comparison), 80))}");
    }

    /// <summary>A comparison in one line, without a period.</summary>
    internal static string Headline(RunComparison comparison)
    {
        string Names(Sameness sameness) => string.Join(", ", comparison.Changes.Where(change => change.Sameness == sameness).Select(change => change.Name));
        var (worse, better) = (Names(Sameness.Worse), Names(Sameness.Better));
        if (worse.Length > 0)
            return $"Worse: {worse}{(better.Length > 0 ? $"; better: {better}" : "")}";
        if (better.Length > 0)
            return $"Better: {better}; nothing got worse beyond noise";
        return comparison.IsDecided ? "Nothing got worse beyond noise" : "Too few runs to tell";
    }

    /// <summary>As tables name it.</summary>
    internal static string Word(Sameness sameness) =>
        sameness switch
        {
            Sameness.Same => "same",
            Sameness.Better => "better",
            Sameness.Worse => "WORSE",
            Sameness.NotRecorded => "not recorded",
            _ => "too few runs to tell",
        };

    private static string Describe(RecordedRun recorded) =>
        $"{recorded.Path} ({recorded.Run.Scenario} on {recorded.Run.Environment}, {Humane.Moment(recorded.Run.StartedAt)})";
}
