using PspLoad.Core.Results;
using PspLoad.Reporting.Drawing;
using PspLoad.Reporting.Runs;
using PspLoad.Reporting.Text;
using PspLoad.Reporting.Wording;
using ScottPlot;

namespace PspLoad.Reporting.Charts;

/// <summary>CPU, memory, disk and network of every sampled host.</summary>
internal static class HostChart
{
    /// <summary>Number of hosts with a colour of their own.</summary>
    private const int MostColors = 8;

    /// <returns>null where no host was sampled</returns>
    public static Chart? Of(RecordedRun recorded)
    {
        var hosts = recorded
            .Hosts.Where(line => line.Second >= 0 && line.Second <= recorded.Run.DurationSeconds)
            .GroupBy(line => line.Host)
            .OrderBy(host => host.Key, StringComparer.Ordinal)
            .Select(host => host.OrderBy(line => line.Second).ToList())
            .ToList();
        if (hosts.Count == 0)
            return null;
        var busiest = hosts.Select(host => (host[0].Host, Cpu: host.Max(line => line.CpuPercent))).MaxBy(host => host.Cpu);
        List<(string Heading, Func<HostLine, double?> Value, Func<double, string> Format, double? Top)> shown =
        [
            ("CPU, of the host's whole", line => line.CpuPercent, Humane.Percent, 105),
            ("Memory, of the host's whole", line => line.MemoryPercent, Humane.Percent, 105),
            ("Disk, read and written per second", line => line.DiskBytesPerSecond, Humane.Bytes, null),
            ("Network, in and out per second", line => line.NetworkBytesPerSecond, Humane.Bytes, null),
        ];
        shown.RemoveAll(part => hosts.TrueForAll(host => host.TrueForAll(line => part.Value(line) is null)));
        var panels = shown.Select(
            (part, index) => (IPicturePanel)Panel(recorded, hosts, part.Heading, part.Value, part.Format, part.Top, index == 0, index == shown.Count - 1)
        );
        var title = $"Busiest host: {busiest.Host}, {Humane.Percent(busiest.Cpu)} CPU at its highest";
        return new Chart(
            "hosts",
            "What the load cost every host.",
            $"{title}. {string.Join(" ", hosts.Select(Peaks))}",
            new Picture(title, Headline.Subtitle(recorded.Run), [.. panels]),
            new CsvTable(
                ["second", "host", "cpuPercent", "memoryPercent", "diskBytesPerSecond", "networkBytesPerSecond"],
                recorded.Hosts.Select(line =>
                    new object?[] { line.Second, line.Host, line.CpuPercent, line.MemoryPercent, line.DiskBytesPerSecond, line.NetworkBytesPerSecond }
                )
            )
        );
    }

    private static string Peaks(List<HostLine> host) =>
        $"{host[0].Host}: CPU up to {Humane.Percent(host.Max(line => line.CpuPercent))}, "
        + $"memory up to {Humane.Percent(host.Max(line => line.MemoryPercent))}.";

    private static PlotPanel Panel(
        RecordedRun recorded,
        List<List<HostLine>> hosts,
        string heading,
        Func<HostLine, double?> value,
        Func<double, string> format,
        double? top,
        bool isFirst,
        bool isLast
    )
    {
        var plot = PlotPanel.Style(new Plot());
        FaultBands.Fill(plot, recorded.Run);
        var colors = Colors(hosts);
        var highest = 0.0;
        foreach (var host in hosts.OrderBy(host => colors.ContainsKey(host[0].Host)))
        {
            var width = Math.Max(1, (int)Math.Ceiling(host.Count / (double)SecondSeries.MostPoints));
            var points = host.Chunk(width).Select(chunk => (chunk[0].Second, Value: chunk.Max(line => value(line) ?? double.NaN))).ToList();
            PlotShapes.Line(
                plot,
                [.. points.Select(point => point.Second)],
                [.. points.Select(point => point.Value)],
                colors.GetValueOrDefault(host[0].Host, ChartColor.Band),
                colors.ContainsKey(host[0].Host) ? 1.8f : 1
            );
            highest = points.Select(point => point.Value).Where(double.IsFinite).Append(highest).Max();
        }
        LinearTicks.Apply(plot, 0, recorded.Run.DurationSeconds, top ?? highest * 1.12, tick => tick == 0 ? "0" : format(tick));
        plot.Axes.Bottom.TickGenerator = TimeTicks.For(recorded.Run.DurationSeconds);
        List<LegendKey> keys = isFirst ? [.. colors.Select(host => new LegendKey(host.Key, host.Value))] : [];
        if (isFirst && hosts.Count > colors.Count)
            keys.Add(new(Humane.Of(hosts.Count - colors.Count, "other host"), ChartColor.Band));
        return new PlotPanel(plot, heading, keys, isLast ? TimeTicks.Label : null, DataHeight: 120);
    }

    /// <summary>Colours of the busiest hosts, by host. The others are drawn in grey behind them.</summary>
    private static SortedDictionary<string, string> Colors(List<List<HostLine>> hosts)
    {
        var chosen = hosts
            .OrderByDescending(host => host.Max(line => line.CpuPercent))
            .Take(MostColors)
            .Select(host => host[0].Host)
            .Order(StringComparer.Ordinal);
        return new(chosen.Select((host, index) => (host, index)).ToDictionary(pair => pair.host, pair => ChartColor.Nth(pair.index)), StringComparer.Ordinal);
    }
}
