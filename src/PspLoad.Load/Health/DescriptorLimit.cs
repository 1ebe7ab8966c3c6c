using System.Runtime.InteropServices;
using PspLoad.Core.Errors;

namespace PspLoad.Load.Health;

/// <summary>RLIMIT_NOFILE: how many descriptors, so connections, this process may have. getrlimit(2).</summary>
public static partial class DescriptorLimit
{
    private const int NoFile = 7;

    /// <summary>The runtime, its files and its epoll threads.</summary>
    private const ulong BesideConnections = 200;

    /// <summary>What connections must leave to the runtime at every moment.</summary>
    private const int HeldBack = 32;

    public static long Current => Read().Soft > long.MaxValue ? long.MaxValue : (long)Read().Soft;

    /// <summary>Raises the limit for so many connections, as far as this user may.</summary>
    /// <exception cref="OperationFailedException">it stays too low; nothing was sent yet</exception>
    public static void EnsureFor(int connections)
    {
        var needed = (ulong)connections + BesideConnections;
        var limits = Read();
        if (limits.Soft >= needed)
            return;
        var wanted = new Limits(needed, Math.Max(limits.Hard, needed));
        if (setrlimit(NoFile, in wanted) != 0)
        {
            throw new OperationFailedException(
                ExitCode.InvalidUsage,
                $"the limit of open files is {limits.Hard}, and {connections} iterations at once may need {needed}",
                $"raise it ('ulimit -n {needed}' before the run) or allow at most {Math.Max(0, (long)limits.Hard - (long)BesideConnections)} at once"
            );
        }
    }

    /// <summary>
    /// Whether a socket took one of the last descriptors. Without any, a garbage collection that can't open /proc/meminfo believes that there is no memory and
    /// ends the process; so the socket must go. The kernel gives the lowest free number, so a high number means that those below are taken.
    /// </summary>
    internal static bool IsOneOfTheLast(SafeHandle socket) => socket.DangerousGetHandle() >= Current - HeldBack;

    private static Limits Read()
    {
        if (getrlimit(NoFile, out var limits) != 0)
            throw new InvalidOperationException("getrlimit(RLIMIT_NOFILE) failed");
        return limits;
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Limits(ulong Soft, ulong Hard);

    [LibraryImport("libc")]
    private static partial int getrlimit(int resource, out Limits limits);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int setrlimit(int resource, in Limits limits);
}
