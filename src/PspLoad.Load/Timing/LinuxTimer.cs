using System.ComponentModel;
using System.Runtime.InteropServices;

namespace PspLoad.Load.Timing;

/// <summary>The two system calls behind a precise sleep.</summary>
internal static partial class LinuxTimer
{
    private const int ClockMonotonic = 1;
    private const int TimerAbsolute = 1;
    private const int PrSetTimerSlack = 29;
    private const int Interrupted = 4;

    /// <summary>Sets the calling thread's timer slack to 1 ns.</summary>
    public static void RemoveSlack()
    {
        if (prctl(PrSetTimerSlack, 1, 0, 0, 0) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <param name="nanoseconds">time on CLOCK_MONOTONIC</param>
    public static void SleepUntil(long nanoseconds)
    {
        var (seconds, rest) = Math.DivRem(nanoseconds, 1_000_000_000);
        var time = new Timespec((nint)seconds, (nint)rest);
        int error;
        do
        {
            error = clock_nanosleep(ClockMonotonic, TimerAbsolute, in time, IntPtr.Zero);
        }
        while (error == Interrupted);
        if (error != 0)
            throw new Win32Exception(error);
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Timespec(nint Seconds, nint Nanoseconds);

    [LibraryImport("libc")]
    private static partial int clock_nanosleep(int clock, int flags, in Timespec request, IntPtr remain);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int prctl(int option, nuint argument2, nuint argument3, nuint argument4, nuint argument5);
}
