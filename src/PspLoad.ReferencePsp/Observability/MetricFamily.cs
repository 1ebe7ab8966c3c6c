using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace PspLoad.ReferencePsp.Observability;

/// <summary>All series of one metric.</summary>
/// <param name="name">in Prometheus' spelling</param>
/// <param name="type">counter, gauge or histogram</param>
/// <param name="help">one sentence</param>
/// <param name="sets">a measurement replaces the value instead of adding to it</param>
public sealed class MetricFamily(string name, string type, string help, bool sets)
{
    /// <summary>Upper bounds in seconds.</summary>
    private static readonly double[] s_bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly ConcurrentDictionary<string, double[]> _series = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string?, string?), string> _labelCache = new();

    public string Name => name;

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var cells = _series.GetOrAdd(Labels(tags), static (_, histogram) => new double[histogram ? s_bounds.Length + 2 : 1], type == "histogram");
        lock (cells)
        {
            if (type != "histogram")
            {
                cells[0] = sets ? value : cells[0] + value;
                return;
            }

            var bucket = Array.FindIndex(s_bounds, bound => value <= bound);
            cells[bucket < 0 ? s_bounds.Length : bucket]++;
            cells[^1] += value;
        }
    }

    public void Write(StringBuilder text)
    {
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        foreach ((var labels, var live) in _series.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            double[] cells;
            lock (live)
                cells = [.. live];
            if (type == "histogram")
                WriteHistogram(text, labels, cells);
            else
                Line(text, "", labels, "", cells[0]);
        }
    }

    private void WriteHistogram(StringBuilder text, string labels, double[] cells)
    {
        double count = 0;
        for (var i = 0; i <= s_bounds.Length; i++)
        {
            count += cells[i];
            Line(text, "_bucket", labels, i == s_bounds.Length ? "le=\"+Inf\"" : $"le=\"{s_bounds[i].ToString(CultureInfo.InvariantCulture)}\"", count);
        }

        Line(text, "_sum", labels, "", cells[^1]);
        Line(text, "_count", labels, "", count);
    }

    private void Line(StringBuilder text, string suffix, string labels, string extra, double value)
    {
        text.Append(name).Append(suffix);
        var all = labels.Length > 0 && extra.Length > 0 ? labels + "," + extra : labels + extra;
        if (all.Length > 0)
            text.Append('{').Append(all).Append('}');
        text.Append(' ').Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    private string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
            return "";
        if (tags.Length > 2)
            return Join(tags.ToArray());
        var key = (tags[0].Value as string, tags.Length > 1 ? tags[1].Value as string : null);
        return _labelCache.TryGetValue(key, out var labels) ? labels : _labelCache.GetOrAdd(key, Join(tags.ToArray()));
    }

    private static string Join(KeyValuePair<string, object?>[] tags) =>
        string.Join(
            ',',
            tags.Select(tag => $"{tag.Key.Replace('.', '_')}=\"{tag.Value?.ToString()?.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n")}\"")
        );
}
