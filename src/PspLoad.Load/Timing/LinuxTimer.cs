using System.ComponentModel;
using System.Runtime.InteropServices;

namespace PspLoad.Load.Timing;

/// <summary>The system calls behind a precise sleep.</summary>
internal static partial class LinuxTimer
{
    private const int ClockMonotonic = 1;
    private const int TimerAbsolute = 1;
    private const int PrSetTimerSlack = 29;
    private const int Interrupted = 4;
    private const int Ordinary = 0;
    private const int RoundRobin = 2;

    /// <summary>Shortest slice that the kernel grants, ns.</summary>
    private const ulong ShortestTurn = 100_000;

    private static readonly nint s_schedSetAttr = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 274 : 314;

    /// <summary>Sets the calling thread's timer slack to 1 ns.</summary>
    public static void RemoveSlack()
    {
        if (prctl(PrSetTimerSlack, 1, 0, 0, 0) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <summary>
    /// Asks for short turns on the CPU: in return the scheduler lets the thread run sooner after it wakes up (EEVDF, Linux 6.12 and later; needs no privilege).
    /// Older kernels ignore or refuse it, and the injector's lag shows it.
    /// </summary>
    public static void AskForShortTurns()
    {
        if (sched_getscheduler(0) != Ordinary)
            return;
        var attributes = new SchedulerAttributes { Size = SchedulerAttributes.Version0Size, Runtime = ShortestTurn };
        _ = sched_setattr(s_schedSetAttr, 0, in attributes, 0);
    }

    /// <summary>Lets a thread of this process run before all ordinary ones, if that is allowed.</summary>
    public static void GoFirst(int thread) => _ = sched_setscheduler(thread, RoundRobin, 1);

    /// <summary>Makes a thread of this process an ordinary one.</summary>
    public static void WaitInLine(int thread) => _ = sched_setscheduler(thread, Ordinary, 0);

    /// <param name="nanoseconds">time on CLOCK_MONOTONIC</param>
    public static void SleepUntil(long nanoseconds)
    {
        var (seconds, rest) = Math.DivRem(nanoseconds, 1_000_000_000);
        var time = new Timespec((nint)seconds, (nint)rest);
        int error;
        do
        {
            error = clock_nanosleep(ClockMonotonic, TimerAbsolute, in time, IntPtr.Zero);
        } while (error == Interrupted);
        if (error != 0)
            throw new Win32Exception(error);
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Timespec(nint Seconds, nint Nanoseconds);

    /// <summary>sched_setattr(2); policy 0 is SCHED_OTHER.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private record struct SchedulerAttributes
    {
        public const uint Version0Size = 48;

        public uint Size;
        public uint Policy;
        public ulong Flags;
        public int Nice;
        public uint Priority;
        public ulong Runtime;
        public ulong Deadline;
        public ulong Period;
    }

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint sched_setattr(nint number, int thread, in SchedulerAttributes attributes, uint flags);

    [LibraryImport("libc")]
    private static partial int sched_getscheduler(int thread);

    [LibraryImport("libc")]
    private static partial int sched_setscheduler(int thread, int policy, in int priority);

    [LibraryImport("libc")]
    private static partial int clock_nanosleep(int clock, int flags, in Timespec request, IntPtr remain);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int prctl(int option, nuint argument2, nuint argument3, nuint argument4, nuint argument5);
}
