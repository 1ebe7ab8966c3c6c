using PspLoad.Reporting.Charts;
using PspLoad.Reporting.Html.Sections;
using PspLoad.Reporting.Runs;

namespace PspLoad.Reporting.Html;

/// <summary><c>report.html</c>: one file that needs no network, and no JavaScript to be read.</summary>
internal static class HtmlReport
{
    /// <param name="charts">with their pictures as PNG</param>
    public static string Write(RunFolder folder, IReadOnlyList<(Chart Chart, byte[] Png)> charts)
    {
        var signature = charts.Where(chart => chart.Chart.Name == "signature").ToList();
        return Page.Of(
            $"{folder.Run.Scenario} on {folder.Run.Environment}",
            $"""
            {VerdictSection.Of(folder.Run)}
            {signature.Select(chart => ChartSection.Live(chart.Chart, chart.Png))}
            {FindingsSection.Of(folder.Run)}
            {ThresholdsSection.Of(folder.Run)}
            {FlowsSection.Of(folder.Run)}
            {FaultsSection.Of(folder.Run)}
            {ReconciliationSection.Of(folder)}
            <section aria-labelledby="charts"><h2 id="charts">More charts</h2>
            {charts.Except(signature).Select(chart => ChartSection.Of(chart.Chart, chart.Png))}
            </section>
            {EnvironmentSection.Of(folder)}
            {ReproduceSection.Of(folder.Run)}
            {LegendSection.Of()}
            """,
            ChartData.Of(folder)
        );
    }
}
