using PspLoad.Reporting.Text;

namespace PspLoad.Reporting.History;

/// <summary>The history as a table of about 100 columns, newest run last.</summary>
public static class HistoryText
{
    public static void Write(TextWriter output, IReadOnlyList<HistoryEntry> entries)
    {
        var width = Math.Max(6, entries.Select(entry => entry.Folder.Length).DefaultIfEmpty(0).Max());
        output.WriteLine($"{"run".PadRight(width)} {"", -9}{"achieved", 10}{"p50", 9}{"p99", 9}{"errors", 9}{"back", 9}{"money", 7}");
        foreach (var entry in entries)
        {
            output.WriteLine(
                $"{entry.Folder.PadRight(width)} {Outcome(entry), -9}{Humane.Rate(entry.AchievedTps), 10}{Humane.Time(entry.P50), 9}{Humane.Time(entry.P99), 9}"
                    + $"{Humane.Percent(entry.ErrorPercent), 9}{(entry.Recovered is { } back ? Humane.Seconds(back) : "–"), 9}"
                    + $"{(entry.Violations is { } wrong ? Humane.Count(wrong) : "–"), 7}"
            );
        }
    }

    private static string Outcome(HistoryEntry entry) =>
        entry.ExitCode switch
        {
            0 => "passed",
            1 => "failed",
            4 => "INVALID",
            5 => "MONEY",
            130 => "stopped",
            _ => "error",
        };
}
