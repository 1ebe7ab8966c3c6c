using System.Text.Json;
using PspLoad.Core.Bottlenecks;
using PspLoad.Core.Results;

namespace PspLoad.Runs.Capacity;

/// <summary>Server-side figures of one trial, from the samples in its folder.</summary>
internal static class TrialFigures
{
    /// <returns>
    /// HOST FIGURE → mean over the second half of the measured phase, after the load has settled; figures of the injector's machine have no host
    /// </returns>
    public static IReadOnlyDictionary<string, double> Of(string folder, double seconds, InjectorPart? injector)
    {
        var file = Path.Combine(folder, ResultFiles.Hosts);
        var lines = File.Exists(file) ? File.ReadLines(file).Select(line => JsonSerializer.Deserialize(line, ResultsJson.Default.HostLine)!) : [];
        var figures = lines
            .Where(line => line.Second >= seconds / 2 && line.Second <= seconds)
            .SelectMany(line => FiguresOf(line).Select(figure => (Name: $"{line.Host} {figure.Key}", figure.Value)))
            .GroupBy(figure => figure.Name, StringComparer.Ordinal)
            .ToDictionary(figure => figure.Key, figure => Math.Round(figure.Average(entry => entry.Value), 3), StringComparer.Ordinal);
        if (injector is not null)
            figures[" " + BottleneckRule.MachineCpu] = injector.MachineCpuPercent;
        return new SortedDictionary<string, double>(figures, StringComparer.Ordinal);
    }

    private static IEnumerable<KeyValuePair<string, double>> FiguresOf(HostLine line) =>
        [new(BottleneckRule.HostCpu, line.CpuPercent), new("memoryPercent", line.MemoryPercent), .. line.More];
}
