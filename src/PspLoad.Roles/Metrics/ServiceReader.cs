using System.Globalization;

namespace PspLoad.Roles.Metrics;

/// <summary>
/// Parses the lines that <see cref="CounterScript"/> prints for services and disks into raw figures. Formats: NGINX's stub_status, MariaDB's
/// status variables, the application's Prometheus text (0.0.4), and the kernel's block/stat.rst. Names are the services' own; the series of
/// one name are added up.
/// </summary>
internal sealed class ServiceReader
{
    private Dictionary<string, double> _raw = new(StringComparer.Ordinal);

    /// <param name="line">without the line terminator</param>
    /// <returns>the figures if the line ends a sample, else null</returns>
    public IReadOnlyDictionary<string, double>? Take(string line)
    {
        if (line == CounterScript.End)
        {
            var sample = _raw;
            _raw = new(StringComparer.Ordinal);
            return sample;
        }
        if (line.IndexOf('\0', StringComparison.Ordinal) is > 0 and var split)
            Read(line.AsSpan(0, split), line[(split + 1)..]);
        return null;
    }

    private void Read(ReadOnlySpan<char> source, string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        switch (source)
        {
            case "nginx":
                ReadNginx(words);
                break;
            case "mariadb" when words.Length == 2:
                Add("mariadb." + words[0], words[1]);
                break;
            case "psp" when words.Length >= 2:
                Add("psp." + SeriesOf(words[0]), words[^1]);
                break;
            case var file when file.StartsWith("/sys/block/") && words.Length > 9:
                // Milliseconds with a request in flight. The busiest disk counts.
                Add($"disk.{file.ToString()}", words[9]);
                break;
        }
    }

    private void ReadNginx(string[] words)
    {
        if (words is ["Active", "connections:", var active])
            Add("nginx.active", active);
        else if (words is [_, _, var requests] && char.IsAsciiDigit(requests[0]))
            Add("nginx.requests", requests);
        else if (words is ["Reading:", _, "Writing:", var writing, "Waiting:", _])
            Add("nginx.writing", writing);
    }

    /// <summary>The series' name without labels, except for the state of pooled connections.</summary>
    private static string SeriesOf(string series)
    {
        var brace = series.IndexOf('{', StringComparison.Ordinal);
        if (brace < 0)
            return series;
        return series.Contains("state=\"used\"", StringComparison.Ordinal) ? series[..brace] + ".used" : series[..brace];
    }

    private void Add(string name, string text)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            _raw[name] = _raw.GetValueOrDefault(name) + value;
    }
}
