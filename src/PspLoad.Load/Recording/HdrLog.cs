using System.Globalization;
using System.Text;
using PspLoad.Core.Files;
using PspLoad.Core.Histograms;
using PspLoad.Core.Load;

namespace PspLoad.Load.Recording;

/// <summary>
/// Writes finished seconds as an HDR histogram log (version 1.3): one line for each <see cref="HdrTag"/>, in µs. The file has a temporary name until it is
/// complete.
/// </summary>
public sealed class HdrLog : LoadObserver, IDisposable
{
    private readonly string _path;
    private readonly StreamWriter _writer;
    private readonly HdrEncoder _encoding = new();
    private double _start;

    /// <param name="path">of the finished log</param>
    /// <exception cref="IOException">it can't be created</exception>
    public HdrLog(string path)
    {
        _path = path;
        _writer = new StreamWriter(new FileStream(path + ".partial", FileMode.Create, FileAccess.Write, FileShare.Read), Encoding.ASCII) { NewLine = "\n" };
    }

    public override void OnStart(RowTable rows, DateTimeOffset measuredStart)
    {
        _start = measuredStart.ToUnixTimeMilliseconds() / 1e3;
        _writer.WriteLine("#[Histogram log format version 1.3]");
        _writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"#[StartTime: {_start:F3} (seconds since epoch), {measuredStart.UtcDateTime:O}]"));
        _writer.WriteLine("\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"");
        // A run that is killed in its first second has begun, too.
        _writer.Flush();
    }

    public override void OnInterval(Interval interval)
    {
        var table = interval.Rows.Table;
        for (var row = 0; row < table.Count; row++)
        {
            for (var kind = ErrorKind.None; (int)kind < ErrorKinds.Count; kind++)
            {
                if (interval.Rows[row, kind] is not { } times)
                    continue;
                var tag = HdrTag.Prefix(table.FlowName(row), table.StepName(row), kind.Label());
                Append(interval.Second, tag + HdrTag.Response, times.Response);
                Append(interval.Second, tag + HdrTag.Service, times.Service);
                Append(interval.Second, tag + HdrTag.Lag, times.Lag);
            }
        }
        _writer.Flush();
    }

    /// <summary>Completes the log: it gets its name.</summary>
    public void Complete()
    {
        _writer.Dispose();
        DurableFile.Complete(_path + ".partial", _path);
    }

    /// <summary>Ends it; an incomplete log is deleted.</summary>
    public void Dispose()
    {
        try
        {
            _writer.Dispose();
        }
        catch (IOException)
        {
            // What could not be flushed belongs to a log that is deleted here.
        }
        File.Delete(_path + ".partial");
        _encoding.Dispose();
    }

    private void Append(long second, string tag, LatencyHistogram times) =>
        _writer.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Tag={tag},{_start + second:F3},1.000,{times.Max / 1e3:F3},{Convert.ToBase64String(_encoding.Encode(times))}"
            )
        );
}
