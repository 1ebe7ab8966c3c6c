using PspLoad.Core.Results;
using PspLoad.Reporting.Text;

namespace PspLoad.Reporting.Charts;

/// <summary>The line below every chart's title: where its figures come from.</summary>
internal static class ChartTitle
{
    public static string Subtitle(RunDocument run)
    {
        List<string> parts = [$"scenario {run.Scenario}", $"environment {run.Environment}"];
        if (run.Provenance.Commit is { } commit)
            parts.Add($"commit {(commit.Length > 19 ? commit[..12] : commit)}");
        parts.Add(Humane.Moment(run.StartedAt));
        if (run.Provenance.IsLab)
            parts.Add("lab on one machine, no capacity statement");
        return string.Join("   ·   ", parts);
    }
}
