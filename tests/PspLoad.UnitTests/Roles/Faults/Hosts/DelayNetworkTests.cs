using PspLoad.Roles.Faults.Hosts;

namespace PspLoad.UnitTests.Roles.Faults.Hosts;

public sealed class DelayNetworkTests
{
    [Theory]
    [InlineData("", "netem delay 100ms")]
    [InlineData(", delay: 20ms", "netem delay 20ms")]
    public void The_delay_is_that_of_the_scenario(string delay, string command)
    {
        var (fault, planned) = FaultsOnTest.Plan<DelayNetwork>("delay-network", delay);

        Assert.EndsWith(command, fault.Script(planned, FaultsOnTest.Servers).Inject, StringComparison.Ordinal);
    }
}
