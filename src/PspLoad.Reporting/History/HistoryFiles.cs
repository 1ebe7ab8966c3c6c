using PspLoad.Reporting.Charts;

namespace PspLoad.Reporting.History;

/// <summary>Draws the trend of each scenario that has run at least twice on an environment.</summary>
public static class HistoryFiles
{
    /// <summary>Below the folder of results.</summary>
    public const string Folder = "trends";

    /// <returns>the pictures that were written</returns>
    public static IReadOnlyList<string> Write(string results, IReadOnlyList<HistoryEntry> entries)
    {
        var files = new List<string>();
        foreach (var scenario in entries.GroupBy(entry => (entry.Scenario, entry.Environment)).Where(group => group.Count() > 1))
        {
            var chart = TrendChart.Of([.. scenario]);
            var folder = Path.Combine(results, Folder);
            ChartFiles.Write(folder, chart);
            files.Add(Path.Combine(folder, chart.Name + ".png"));
        }
        return files;
    }
}
