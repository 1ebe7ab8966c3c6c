using System.Globalization;
using System.Text;

namespace PspLoad.Load.Health;

/// <summary>All processes of this machine, or of this container; proc_pid_stat(5), proc_pid_status(5).</summary>
internal static class ProcessTable
{
    private const int KernelThread = 0x0020_0000; // PF_KTHREAD, include/linux/sched.h

    public static Dictionary<int, ProcessEntry> Read()
    {
        var processes = new Dictionary<int, ProcessEntry>();
        Span<byte> buffer = stackalloc byte[1024];
        foreach (var id in Ids())
        {
            if (ReadStart($"/proc/{id}/stat", buffer) is > 0 and var length)
                processes[id] = Parse(buffer[..length]);
        }
        return processes;
    }

    public static IEnumerable<int> Ids()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                yield return id;
        }
    }

    /// <summary>One line of /proc/[pid]/stat. The name may hold blanks and brackets, so what follows is counted from the last bracket.</summary>
    public static ProcessEntry Parse(ReadOnlySpan<byte> line)
    {
        var (open, close) = (line.IndexOf((byte)'('), line.LastIndexOf((byte)')'));
        var rest = line[(close + 2)..];
        Span<long> fields = stackalloc long[23];
        // Field 3 is a letter; nothing behind field 22 matters. Without a string for each: garbage would be collected while the load runs.
        for (var number = 3; number < fields.Length; number++)
        {
            var end = rest.IndexOf((byte)' ');
            fields[number] = number == 3 ? 0 : long.Parse(rest[..end], CultureInfo.InvariantCulture);
            rest = rest[(end + 1)..];
        }
        return new ProcessEntry(
            int.Parse(line[..(open - 1)], CultureInfo.InvariantCulture),
            (int)fields[4],
            fields[22],
            Encoding.UTF8.GetString(line[(open + 1)..close]),
            (fields[9] & KernelThread) != 0,
            fields[14] + fields[15],
            fields[16] + fields[17]
        );
    }

    /// <summary>Whether a process lives in a PID namespace below this process's own: in a container. False when it has ended.</summary>
    public static bool IsContained(int id) => NamespaceDepth($"/proc/{id}/status") > NamespaceDepth("/proc/self/status");

    private static int NamespaceDepth(string path)
    {
        Span<byte> buffer = stackalloc byte[4096];
        var status = buffer[..Math.Max(0, ReadStart(path, buffer))];
        var line = status.IndexOf("\nNSpid:"u8);
        if (line < 0)
            return 0;
        var rest = status[(line + 1)..];
        var end = rest.IndexOf((byte)'\n');
        return rest[..(end < 0 ? rest.Length : end)].Count((byte)'\t');
    }

    /// <returns>bytes read; 0 when the process has ended</returns>
    private static int ReadStart(string path, Span<byte> buffer)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return RandomAccess.Read(file, buffer, 0);
        }
        catch (IOException) when (!File.Exists(path))
        {
            return 0; // It ended between the listing and the read.
        }
    }
}

/// <summary>A process as one look at /proc found it.</summary>
/// <param name="Id">process id, used again after its end</param>
/// <param name="Parent">id of the process that started it, or of the one that took it over</param>
/// <param name="StartedAt">clock ticks after boot; with the id it names one process for good</param>
/// <param name="Name">of its program, at most 15 characters</param>
/// <param name="IsKernel">a thread of the kernel</param>
/// <param name="OwnTicks">CPU time of its threads, the ended ones included</param>
/// <param name="ChildTicks">CPU time of its children that have ended and were waited for, and of theirs</param>
internal sealed record ProcessEntry(int Id, int Parent, long StartedAt, string Name, bool IsKernel, long OwnTicks, long ChildTicks)
{
    public long Ticks => OwnTicks + ChildTicks;
}
