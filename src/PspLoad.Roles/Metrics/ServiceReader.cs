using System.Globalization;

namespace PspLoad.Roles.Metrics;

/// <summary>
/// Parses the lines that <see cref="CounterScript"/> prints for services and disks into raw values, and computes figures from two samples. Each
/// service knows its own format; that of the disks is the kernel's block/stat.rst.
/// </summary>
/// <param name="services">the services that are sampled on the host</param>
internal sealed class ServiceReader(IReadOnlyList<ServiceMetrics> services)
{
    private const string Disk = "disk";

    private Dictionary<string, double> _raw = new(StringComparer.Ordinal);

    /// <param name="line">without the line terminator</param>
    /// <returns>SOURCE.NAME → value if the line ends a sample, else null</returns>
    public IReadOnlyDictionary<string, double>? Take(string line)
    {
        if (line == CounterScript.End)
        {
            var sample = _raw;
            _raw = new(StringComparer.Ordinal);
            return sample;
        }
        if (line.IndexOf('\0', StringComparison.Ordinal) is > 0 and var split)
            Read(line[..split], line[(split + 1)..]);
        return null;
    }

    /// <param name="before">values of one sample</param>
    /// <param name="after">values of the next sample</param>
    /// <param name="seconds">time between the two samples</param>
    /// <returns>figure → value</returns>
    public IReadOnlyDictionary<string, double> Figures(IReadOnlyDictionary<string, double> before, IReadOnlyDictionary<string, double> after, double seconds)
    {
        var figures = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var service in services)
        {
            var pair = new SamplePair(service.Service, before, after, seconds);
            foreach (var figure in service.Figures)
            {
                if (figure.Of(pair) is { } value && double.IsFinite(value))
                    figures[figure.Name] = Math.Round(value, 3);
            }
        }
        if (BusiestDisk(new SamplePair(Disk, before, after, seconds), after) is { } busy)
            figures[HostMetrics.DiskBusy] = Math.Round(Math.Min(100, busy / 10), 3);
        return figures;
    }

    /// <returns>milliseconds per second with a request in flight; null without disks</returns>
    private static double? BusiestDisk(SamplePair pair, IReadOnlyDictionary<string, double> after) =>
        after.Keys.Where(name => name.StartsWith($"{Disk}.", StringComparison.Ordinal)).Max(name => pair.Rate(name[(Disk.Length + 1)..]));

    private void Read(string source, string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        // The tenth number: milliseconds with a request in flight.
        if (source.StartsWith("/sys/block/", StringComparison.Ordinal) && words.Length > 9)
            Add($"{Disk}.{source}", words[9]);
        else if (services.FirstOrDefault(service => service.Service == source)?.Read(words) is ({ } name, { } number))
            Add($"{source}.{name}", number);
    }

    private void Add(string name, string text)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            _raw[name] = _raw.GetValueOrDefault(name) + value;
    }
}
