namespace PspLoad.Reporting.History;

/// <summary>Draws the trend of each scenario with at least two runs on one environment.</summary>
public static class HistoryFiles
{
    /// <summary>Folder of the trends, in the folder of results.</summary>
    public const string Folder = "trends";

    /// <param name="results">folder of results</param>
    /// <param name="entries">runs, oldest first</param>
    /// <returns>paths of the pictures</returns>
    public static IReadOnlyList<string> Write(string results, IReadOnlyList<HistoryEntry> entries)
    {
        var files = new List<string>();
        foreach (var scenario in entries.GroupBy(entry => (entry.Scenario, entry.Environment)).Where(group => group.Count() > 1))
        {
            var chart = TrendChart.Of([.. scenario]);
            var folder = Path.Combine(results, Folder);
            chart.WriteTo(folder);
            files.Add(Path.Combine(folder, chart.Name + ".png"));
        }
        return files;
    }
}
