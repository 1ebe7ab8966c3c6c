using System.Globalization;

namespace PspLoad.Roles.Metrics;

/// <summary>
/// Parses the lines that <see cref="CounterScript"/> prints for services and disks into raw values, and computes figures from two samples. Each
/// service knows its own format; those of disks and network cards are the kernel's block/stat.rst and ABI/testing/sysfs-class-net.
/// </summary>
/// <param name="services">the services that are sampled on the host</param>
internal sealed class ServiceReader(IReadOnlyList<ServiceMetrics> services)
{
    private const string Disk = "disk";

    private const string Link = "link";

    private const string LinkSpeed = "/speed";

    private static readonly string[] s_directions = ["rx_bytes", "tx_bytes"];

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
        if (BusiestLink(new SamplePair(Link, before, after, seconds), after) is { } share)
            figures[HostMetrics.NetworkPercent] = Math.Round(share, 3);
        return figures;
    }

    /// <returns>percent of its speed in the busier direction; null where no card tells its speed, as in a container</returns>
    private static double? BusiestLink(SamplePair pair, IReadOnlyDictionary<string, double> after) =>
        after
            .Where(value =>
                value.Key.StartsWith($"{Link}.", StringComparison.Ordinal) && value.Key.EndsWith(LinkSpeed, StringComparison.Ordinal) && value.Value > 0
            )
            .Max(speed => Share(pair, speed.Key[(Link.Length + 1)..^LinkSpeed.Length], speed.Value));

    /// <param name="card">its folder</param>
    /// <param name="speed">Mbit/s</param>
    private static double? Share(SamplePair pair, string card, double speed) =>
        s_directions.Max(direction => pair.Rate($"{card}/statistics/{direction}")) * 8 / (speed * 1e6) * 100;

    /// <returns>milliseconds per second with a request in flight; null without disks</returns>
    private static double? BusiestDisk(SamplePair pair, IReadOnlyDictionary<string, double> after) =>
        after.Keys.Where(name => name.StartsWith($"{Disk}.", StringComparison.Ordinal)).Max(name => pair.Rate(name[(Disk.Length + 1)..]));

    private void Read(string source, string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        // The tenth number: milliseconds with a request in flight.
        if (source.StartsWith("/sys/block/", StringComparison.Ordinal) && words.Length > 9)
            Add($"{Disk}.{source}", words[9]);
        else if (source.StartsWith("/sys/class/net/", StringComparison.Ordinal) && words.Length > 0)
            Add($"{Link}.{source}", words[0]);
        else if (services.FirstOrDefault(service => service.Service == source)?.Read(words) is ({ } name, { } number))
            Add($"{source}.{name}", number);
    }

    private void Add(string name, string text)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            _raw[name] = _raw.GetValueOrDefault(name) + value;
    }
}
