using System.Globalization;
using System.Runtime.InteropServices;

namespace PspLoad.Roles.Metrics;

/// <summary>
/// Parses the lines of <see cref="CounterScript"/> into <see cref="HostCounters"/>. Formats: proc(5), cgroups(7), and the kernel's
/// block/stat.rst.
/// </summary>
internal sealed class CounterReader
{
    /// <summary>USER_HZ, which is the same on every architecture that Debian supports for servers.</summary>
    private const double TicksPerSecond = 100;

    private const double BytesPerSector = 512;

    private double _cpus = 1;
    private double _period = 100_000;
    private double _quota = double.PositiveInfinity;
    private string _kind = "host";
    private Sums _sums;

    /// <param name="line">without the line terminator</param>
    /// <returns>the counters if the line ends a sample, else null</returns>
    /// <exception cref="FormatException">a kernel file does not have its documented format</exception>
    public HostCounters? Take(string line)
    {
        if (line == CounterScript.End)
        {
            var counters = new HostCounters(
                _sums.Uptime,
                _sums.Cpu,
                Math.Min(_cpus, _quota / _period),
                _sums.Memory,
                _sums.MemoryTotal,
                _sums.Network,
                _sums.Disk
            );
            _sums = default;
            return counters;
        }
        if (line.StartsWith("cpus ", StringComparison.Ordinal))
            _cpus = int.Parse(line.AsSpan(5), CultureInfo.InvariantCulture);
        else if (line.StartsWith("kind ", StringComparison.Ordinal))
            _kind = line[5..];
        else if (line.StartsWith('/'))
            ReadFile(line);
        return null;
    }

    private void ReadFile(string line)
    {
        var split = line.IndexOf('\0', StringComparison.Ordinal);
        if (split < 0)
            return;
        var file = line.AsSpan(0, split);
        var words = line[(split + 1)..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 0)
            Read(file[(file.LastIndexOf('/') + 1)..], file, words);
    }

    private void Read(ReadOnlySpan<char> name, ReadOnlySpan<char> file, string[] words)
    {
        switch (name)
        {
            case "uptime":
                _sums.Uptime = Number(words[0]);
                break;
            case "meminfo":
                ReadMemory(words);
                break;
            case "dev" when words[0].EndsWith(':') && words[0] != "lo:":
                _sums.Network += Number(words[1]) + Number(words[9]);
                break;
            case "stat" when words[0] == "cpu":
                // user nice system idle iowait irq softirq steal
                _sums.Cpu = (Number(words[1]) + Number(words[2]) + Number(words[3]) + Number(words[6]) + Number(words[7])) / TicksPerSecond;
                break;
            case "stat" when file.StartsWith("/sys/block/"):
                _sums.Disk += BytesPerSector * (Number(words[2]) + Number(words[6]));
                break;
            case "cpuacct.usage":
                _sums.Cpu = Number(words[0]) / 1e9;
                break;
            case "cpu.stat" when words[0] == "usage_usec":
                _sums.Cpu = Number(words[1]) / 1e6;
                break;
            case "cpu.max":
                (_quota, _period) = (words[0] == "max" ? double.PositiveInfinity : Number(words[0]), Number(words[1]));
                break;
            case "cpu.cfs_period_us":
                _period = Number(words[0]);
                break;
            case "cpu.cfs_quota_us":
                _quota = Number(words[0]) is > 0 and var limit ? limit : double.PositiveInfinity;
                break;
            case "memory.stat" when words[0] == (_kind == "v1" ? "total_rss" : "anon"):
                _sums.Memory = Number(words[1]);
                break;
            case "blkio.throttle.io_service_bytes" when words[0] == "Total":
                _sums.Disk += Number(words[1]);
                break;
            case "io.stat":
                _sums.Disk += words
                    .Where(word => word.StartsWith("rbytes=", StringComparison.Ordinal) || word.StartsWith("wbytes=", StringComparison.Ordinal))
                    .Sum(word => Number(word[7..]));
                break;
        }
    }

    private void ReadMemory(string[] words)
    {
        if (words[0] == "MemTotal:")
            _sums.MemoryTotal = 1024 * Number(words[1]);
        else if (words[0] == "MemAvailable:" && _kind == "host")
            _sums.Memory = _sums.MemoryTotal - 1024 * Number(words[1]);
    }

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    [StructLayout(LayoutKind.Auto)]
    private record struct Sums(double Uptime, double Cpu, double Memory, double MemoryTotal, double Network, double Disk);
}
