using System.Globalization;

namespace PspLoad.Load.Timing;

/// <summary>
/// While it lives, this process runs before others on its CPUs (SCHED_RR at its lowest priority, sched(7)). In a lab the servers under load share them;
/// otherwise the injector would measure its own waiting for a CPU. Needs CAP_SYS_NICE; without it nothing changes, and the injector's lag shows it.
/// </summary>
/// <remarks>Niceness would not do: Linux's autogroups weigh it only within a session.</remarks>
public sealed class CpuPrecedence : IDisposable
{
    private CpuPrecedence() { }

    /// <summary>Threads that start later inherit it.</summary>
    public static CpuPrecedence Take()
    {
        ForEveryThread(LinuxTimer.GoFirst);
        return new CpuPrecedence();
    }

    public void Dispose() => ForEveryThread(LinuxTimer.WaitInLine);

    private static void ForEveryThread(Action<int> change)
    {
        foreach (var thread in Directory.EnumerateDirectories("/proc/self/task"))
            change(int.Parse(Path.GetFileName(thread), CultureInfo.InvariantCulture));
    }
}
