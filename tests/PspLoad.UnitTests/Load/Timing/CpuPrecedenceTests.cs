using PspLoad.Load.Timing;

namespace PspLoad.UnitTests.Load.Timing;

public sealed class CpuPrecedenceTests
{
    [Fact]
    public void Threads_go_first_while_it_lives()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs CAP_SYS_NICE");
        using (CpuPrecedence.Take())
        {
            // A control group may allow no time for real-time threads. Then the kernel refuses, and nothing changes.
            Assert.SkipWhen(Policy() == "0", "this machine grants no real-time scheduling");
            Assert.Equal("2", Policy());
        }
        Assert.Equal("0", Policy());
    }

    /// <summary>Scheduling policy of the calling thread: field 41 of stat in proc(5), counted from the end of the name, which may contain blanks.</summary>
    private static string Policy()
    {
        var stat = File.ReadAllText("/proc/thread-self/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[38];
    }
}
