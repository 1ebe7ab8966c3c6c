using System.Text.Json;
using PspLoad.Capacity.Results;
using PspLoad.Core.Errors;
using PspLoad.Core.Files;
using PspLoad.Reporting.Drawing;
using PspLoad.Reporting.Html;
using PspLoad.Reporting.Runs;

namespace PspLoad.Reporting.Capacity;

/// <summary>Writes the report of a capacity run. Reads only its folder.</summary>
public static class CapacityReport
{
    /// <summary>The statement as text.</summary>
    public const string Markdown = "capacity.md";

    /// <summary>The statement with its charts, as one page.</summary>
    public const string Html = "capacity.html";

    /// <summary>Writes <see cref="Markdown"/>, <see cref="Html"/> and <c>charts/</c>.</summary>
    /// <param name="folder">folder of a capacity run</param>
    /// <exception cref="OperationFailedException">the folder is not a capacity run's, or damaged; exit code 2</exception>
    public static void WriteAll(string folder)
    {
        var run = Read(Path.Combine(folder, CapacityFiles.Capacity));
        Chart?[] all = [CapacityKneeChart.Of(run), SearchChart.Of(run), ScalabilityChart.Of(run)];
        var charts = all.OfType<Chart>().Select(chart => (chart, chart.WriteTo(Path.Combine(folder, ReportFiles.Charts)))).ToList();
        DurableFile.Write(Path.Combine(folder, Markdown), CapacityMarkdown.Write(run, charts.Select(chart => chart.chart)));
        DurableFile.Write(Path.Combine(folder, Html), Page.Of($"Capacity of {run.Environment}", CapacityPage.Of(run, charts), "{}"));
    }

    /// <summary>Whether a folder is that of a capacity run.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, CapacityFiles.Capacity));

    private static CapacityDocument Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), CapacityJson.Default.CapacityDocument) ?? throw new JsonException("it is null");
        }
        catch (Exception damaged) when (damaged is JsonException or IOException)
        {
            throw new OperationFailedException(ExitCode.InvalidUsage, $"{file}: {damaged.Message}", "name the folder of a capacity run", damaged);
        }
    }
}
