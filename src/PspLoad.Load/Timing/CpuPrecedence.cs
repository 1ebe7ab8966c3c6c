using System.Globalization;

namespace PspLoad.Load.Timing;

/// <summary>
/// While it lives, this process goes before others on its CPUs (SCHED_RR at its lowest priority, sched(7)): in a lab the servers under load share them, and an
/// injector that waits for its own servers measures its waiting. Needs CAP_SYS_NICE; without it nothing changes, and the injector's lag tells.
/// </summary>
/// <remarks>Niceness would not do: Linux's autogroups weigh it only within a session.</remarks>
public sealed class CpuPrecedence : IDisposable
{
    private CpuPrecedence() { }

    /// <summary>Threads that begin later have it from those that start them.</summary>
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
