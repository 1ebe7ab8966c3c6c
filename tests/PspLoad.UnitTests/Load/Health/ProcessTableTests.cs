using System.Text;
using PspLoad.Load.Health;

namespace PspLoad.UnitTests.Load.Health;

public sealed class ProcessTableTests
{
    // A line in the format of the kernel, with recognisable values in the fields that matter.
    private const string Rest =
        " S 41 1 1 0 -1 4194560 2000 100 0 0 7 3 20 10 20 0 5 0 777 1000000 500 18446744073709551615 "
        + "1 1 0 0 0 0 0 4096 0 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0\n";

    [Theory]
    [InlineData("nginx")]
    [InlineData("a b")]
    [InlineData("x) S 9 (y")]
    [InlineData("((sd-pam))")]
    public void Names_may_hold_blanks_and_brackets(string name)
    {
        var line = $"42 ({name}){Rest}";

        Assert.Equal(new ProcessEntry(42, 41, 777, name, IsKernel: false, OwnTicks: 10, ChildTicks: 30), ProcessTable.Parse(Encoding.UTF8.GetBytes(line)));
    }

    [Fact]
    public void This_process_is_found_below_its_parent_and_outside_containers()
    {
        var processes = ProcessTable.Read();

        var self = processes[Environment.ProcessId];
        Assert.Contains(self.Parent, (IEnumerable<int>)[0, .. processes.Keys]);
        Assert.False(self.IsKernel);
        // The kernel counts ticks of 10 ms. This process has run for longer by now, but not for longer than the runtime says.
        Assert.InRange(self.OwnTicks, 1, Environment.CpuUsage.TotalTime.TotalSeconds * 100 + 2);
        Assert.False(ProcessTable.IsContained(Environment.ProcessId));
    }
}
