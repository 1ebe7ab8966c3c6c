using System.Globalization;

namespace PspLoad.Load.Http;

/// <summary>
/// Asks .NET's socket engine, which carries the transport on HttpClient, to run completions on its own epoll threads instead of queueing them to the thread
/// pool: about 1.6 times the requests per CPU-second. The engine reads the settings once, when the process touches its first asynchronous socket.
/// </summary>
public static class InlineCompletions
{
    private const string Inline = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
    private const string Threads = "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT";

    /// <summary>
    /// First statement of Main, or no effect. Values set by the user win. Only for a process whose code never blocks on a task: a blocked epoll thread holds up
    /// every socket that it serves.
    /// </summary>
    public static void Enable()
    {
        SetDefault(Inline, "1");

        // Half of the cores: fewer, fuller wake-ups cost less per request, and timetable, recorder and a local target keep theirs.
        SetDefault(Threads, Math.Max(1, Environment.ProcessorCount / 2).ToString(CultureInfo.InvariantCulture));
    }

    private static void SetDefault(string variable, string value)
    {
        if (Environment.GetEnvironmentVariable(variable) is null)
            Environment.SetEnvironmentVariable(variable, value);
    }
}
