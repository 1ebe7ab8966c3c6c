using PspLoad.Core.Results;
using PspLoad.Reporting.Drawing;
using PspLoad.Reporting.Runs;
using PspLoad.Reporting.Text;
using PspLoad.Reporting.Wording;
using ScottPlot;

namespace PspLoad.Reporting.Charts;

/// <summary>Metrics of the front, the application and the databases over time.</summary>
internal static class ServiceChart
{
    private static readonly (string Figure, string Heading, Func<double, string> Format)[] s_shown =
    [
        ("nginxRequestsPerSecond", "NGINX: requests per second", Humane.Rate),
        ("nginxConnections", "NGINX: connections", Humane.Digits),
        ("pspRequestMs", "Application: time to answer a request, mean", Humane.Time),
        ("pspAcquirerMs", "Application: time until the acquirer answered, mean", Humane.Time),
        ("pspDatabasePoolPercent", "Application: database connections in use, of its pool", Humane.Percent),
        ("pspDatabasePoolWaiting", "Application: requests that wait for a database connection", Humane.Digits),
        ("mariadbCommitsPerSecond", "MariaDB: commits per second", Humane.Rate),
        ("mariadbThreadsRunning", "MariaDB: threads at work", Humane.Digits),
        ("mariadbRowLockMsPerSecond", "MariaDB: waiting for row locks, per second", Humane.Time),
        ("mariadbSemiSyncWaitMs", "MariaDB: waiting for the replica, each commit", Humane.Time),
        ("diskBusyPercent", "Disk busy", Humane.Percent),
        ("networkPercent", "Network link in use", Humane.Percent),
    ];

    /// <returns>null where no service was sampled</returns>
    public static Chart? Of(RecordedRun recorded)
    {
        var lines = recorded.Hosts.Where(line => line.Second >= 0 && line.Second <= recorded.Run.DurationSeconds).OrderBy(line => line.Second).ToList();
        var hosts = lines.Where(line => line.More.Count > 0).Select(line => line.Host).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        // A figure that was always zero is left out.
        var shown = s_shown.Where(part => lines.Exists(line => line.More.GetValueOrDefault(part.Figure) > 0)).ToList();
        if (shown.Count == 0)
            return null;
        double Highest(string figure) => lines.Max(line => line.More.GetValueOrDefault(figure));
        const string Title = "Internal figures of the services";
        return new Chart(
            "services",
            "NGINX, application and databases under the load. Where a line breaks off, the service did not answer.",
            $"{Title}: {string.Join(" ", shown.Select(part => $"{part.Heading} up to {part.Format(Highest(part.Figure))}."))}",
            new Picture(
                Title,
                Headline.Subtitle(recorded.Run),
                [.. shown.Select((part, index) => Panel(recorded, lines, hosts, part, isFirst: index == 0, isLast: index == shown.Count - 1))]
            ),
            new CsvTable(
                ["second", "host", "figure", "value"],
                lines.SelectMany(line => line.More.Select(figure => (IReadOnlyList<object?>)[line.Second, line.Host, figure.Key, figure.Value]))
            )
        );
    }

    private static PlotPanel Panel(
        RecordedRun recorded,
        List<HostLine> lines,
        List<string> hosts,
        (string Figure, string Heading, Func<double, string> Format) part,
        bool isFirst,
        bool isLast
    )
    {
        var plot = PlotPanel.Style(new Plot());
        FaultBands.Fill(plot, recorded.Run);
        var highest = 0.0;
        foreach (var (host, index) in hosts.Select((host, index) => (host, index)))
        {
            var own = lines.Where(line => line.Host == host).ToList();
            if (!own.Exists(line => line.More.ContainsKey(part.Figure)))
                continue;
            var width = Math.Max(1, (int)Math.Ceiling(own.Count / (double)SecondSeries.MostPoints));
            var points = own.Chunk(width)
                .Select(chunk => (chunk[0].Second, Value: chunk.Max(line => line.More.TryGetValue(part.Figure, out var value) ? value : double.NaN)))
                .ToList();
            PlotShapes.Line(plot, [.. points.Select(point => point.Second)], [.. points.Select(point => point.Value)], ChartColor.Nth(index), 1.8f);
            highest = points.Select(point => point.Value).Where(double.IsFinite).Append(highest).Max();
        }
        LinearTicks.Apply(plot, 0, recorded.Run.DurationSeconds, highest * 1.12, tick => tick == 0 ? "0" : part.Format(tick));
        plot.Axes.Bottom.TickGenerator = TimeTicks.For(recorded.Run.DurationSeconds);
        return new PlotPanel(
            plot,
            part.Heading,
            isFirst ? [.. hosts.Take(9).Select((host, index) => new LegendKey(host, ChartColor.Nth(index)))] : [],
            isLast ? TimeTicks.Label : null,
            DataHeight: 100
        );
    }
}
