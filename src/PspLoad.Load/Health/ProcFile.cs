using System.Globalization;
using System.Runtime.InteropServices;

namespace PspLoad.Load.Health;

/// <summary>The few numbers that the kernel publishes about this machine and process; proc(5).</summary>
internal static class ProcFile
{
    /// <summary>Machine-wide CPU time since boot, in ticks of all cores.</summary>
    public static MachineCpu ReadMachineCpu()
    {
        var line = File.ReadLines("/proc/stat").First();
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(long.Parse).ToArray();
        // user nice system idle iowait irq softirq steal (guest is part of user)
        return new MachineCpu(fields.Take(8).Sum(), fields[3] + fields[4], fields[7]);
    }

    /// <summary>
    /// Nanoseconds that each thread of this process has been ready to run but waited for a CPU (sched-stats.rst, second field). Empty where the kernel doesn't
    /// count it.
    /// </summary>
    public static Dictionary<int, long> ReadRunQueueWait()
    {
        var waits = new Dictionary<int, long>();
        foreach (var task in Directory.EnumerateDirectories("/proc/self/task"))
        {
            try
            {
                var fields = File.ReadAllText(Path.Combine(task, "schedstat")).Split(' ');
                waits[int.Parse(Path.GetFileName(task), CultureInfo.InvariantCulture)] = long.Parse(fields[1], CultureInfo.InvariantCulture);
            }
            catch (IOException) when (!Directory.Exists(task) || !File.Exists("/proc/self/schedstat"))
            {
                // The thread ended between the listing and the read, or the kernel has no schedstat.
            }
        }
        return waits;
    }

    /// <summary>Bytes in and out by network interface since boot.</summary>
    public static Dictionary<string, long> ReadNetworkBytes()
    {
        var bytes = new Dictionary<string, long>();
        foreach (var line in File.ReadLines("/proc/self/net/dev").Skip(2))
        {
            var colon = line.IndexOf(':');
            var fields = line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            bytes[line[..colon].Trim()] = long.Parse(fields[0], CultureInfo.InvariantCulture) + long.Parse(fields[8], CultureInfo.InvariantCulture);
        }
        return bytes;
    }

    /// <summary>Speed of a link in bits a second; null where the driver doesn't say (loopback, most virtual links).</summary>
    public static long? ReadLinkSpeed(string networkInterface)
    {
        try
        {
            var megabits = long.Parse(File.ReadAllText($"/sys/class/net/{networkInterface}/speed"), CultureInfo.InvariantCulture);
            return megabits > 0 ? megabits * 1_000_000 : null;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    public static int CountDescriptors() => Directory.EnumerateFileSystemEntries("/proc/self/fd").Count();
}

/// <summary>CPU time of all cores, in clock ticks.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MachineCpu(long Total, long Idle, long Steal);
