using PspLoad.Core.Results;
using PspLoad.Reporting.Drawing;
using PspLoad.Reporting.Runs;

namespace PspLoad.Reporting.Html.RunPage;

/// <summary>The page <see cref="ReportFiles.Html"/>. It needs no network, and is readable without JavaScript.</summary>
internal static class HtmlReport
{
    /// <param name="recorded">the run</param>
    /// <param name="charts">its charts, and each picture as PNG</param>
    public static string Write(RecordedRun recorded, IReadOnlyList<(Chart Chart, byte[] Png)> charts)
    {
        var signature = charts.Where(chart => chart.Chart.Name == "signature").ToList();
        return Page.Of(
            $"{recorded.Run.Scenario} on {recorded.Run.Environment}",
            $"""
            {VerdictSection.Of(recorded.Run)}
            {signature.Select(chart => ChartFigure.Live(chart.Chart, chart.Png))}
            {FindingsSection.Of(recorded.Run)}
            {ThresholdsSection.Of(recorded.Run)}
            {FlowTable.Of(recorded.Run)}
            {FaultTable.Of(recorded.Run)}
            {ReconciliationSection.Of(recorded)}
            <section aria-labelledby="charts"><h2 id="charts">More charts</h2>
            {charts.Except(signature).Select(chart => ChartFigure.Of(chart.Chart, chart.Png))}
            </section>
            {EnvironmentSection.Of(recorded)}
            {Reproduce(recorded.Run)}
            {LegendSection.Of()}
            """,
            LiveChartData.Of(recorded)
        );
    }

    private static Markup Reproduce(RunDocument run) =>
        $"""
            <section aria-labelledby="reproduce"><h2 id="reproduce">How to reproduce</h2>
            <pre><code>{(
                run.Provenance.Commit is { } commit ? $"git checkout {commit.Replace("-dirty", "", StringComparison.Ordinal)}\n" : ""
            )}{run.Provenance.Command}</code></pre>
            <p>Seed {run.Seed}, executor <code>{run.Executor}</code>. {Files()}</p>
            </section>
            """;

    private static Markup Files()
    {
        Markup scenario = $"The scenario as it was run is in <code>{ResultFiles.Scenario}</code>";
        Markup figures = $"every figure in <code>{ResultFiles.Run}</code>, every second in <code>{ResultFiles.Intervals}</code>";
        return $"{scenario}, {figures}, the figures of each chart in <code>{ReportFiles.Charts}/*.csv</code>.";
    }
}
