using System.Buffers.Text;
using System.Text;
using PspLoad.Core.Errors;
using PspLoad.Core.Histograms;

namespace PspLoad.Reporting.Latencies;

/// <summary>Reads a run's HDR histogram log as a stream, at most one line in memory.</summary>
internal static class HdrLogFile
{
    private static ReadOnlySpan<byte> StartTime => "#[StartTime: "u8;

    /// <summary>Calls <paramref name="visit"/> with the second and the counts of each line whose tag <paramref name="wanted"/> accepts. An
    /// absent file has none.</summary>
    /// <exception cref="OperationFailedException">a line is damaged; exit code 2</exception>
    public static void Read(string file, Func<HdrTag, bool> wanted, Action<HdrTag, long, HdrDecoder> visit)
    {
        if (!File.Exists(file))
            return;
        var counts = new HdrDecoder();
        var tags = new Dictionary<string, HdrTag?>(StringComparer.Ordinal);
        var start = 0.0;
        foreach (var (number, line) in ByteLines.Read(file))
        {
            try
            {
                if (line.Span.StartsWith(StartTime))
                    start = Number(line.Span[StartTime.Length..]);
                if (line.Span.StartsWith("Tag="u8))
                    Read(line.Span, tags, counts, start, wanted, visit);
            }
            catch (FormatException damaged)
            {
                throw Damaged(file, number, damaged);
            }
        }
    }

    /// <summary>Second 0 of the log; null where it has no header yet.</summary>
    /// <exception cref="OperationFailedException">the header is damaged; exit code 2</exception>
    public static DateTimeOffset? StartOf(string file)
    {
        foreach (var (number, line) in ByteLines.Read(file).Take(5))
        {
            if (!line.Span.StartsWith(StartTime))
                continue;
            try
            {
                return DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(Number(line.Span[StartTime.Length..]) * 1000));
            }
            catch (Exception damaged) when (damaged is FormatException or ArgumentOutOfRangeException)
            {
                throw Damaged(file, number, new FormatException("the start is not a time", damaged));
            }
        }
        return null;
    }

    private static OperationFailedException Damaged(string file, int line, FormatException damage) =>
        new(ExitCode.InvalidUsage, $"{file}:{line}: {damage.Message}", "the file is damaged; run the scenario again", damage);

    private static void Read(
        ReadOnlySpan<byte> line,
        Dictionary<string, HdrTag?> tags,
        HdrDecoder counts,
        double start,
        Func<HdrTag, bool> wanted,
        Action<HdrTag, long, HdrDecoder> visit
    )
    {
        var comma = line.IndexOf((byte)',');
        var last = line.LastIndexOf((byte)',');
        if (comma < 0)
            throw new FormatException("a line needs a tag, a time, a length, a maximum and a histogram");
        var name = Encoding.UTF8.GetString(line[4..comma]);
        if (!tags.TryGetValue(name, out var tag))
            tags[name] = tag = HdrTag.Parse(name);
        if (tag is null || !wanted(tag))
            return;
        counts.Decode(line[(last + 1)..]);
        visit(tag, (long)Math.Round(Number(line[(comma + 1)..]) - start), counts);
    }

    private static double Number(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out double value, out _) ? value : throw new FormatException("a time is not a number");
}
