using PspLoad.Roles.Faults.Hosts;

namespace PspLoad.UnitTests.Roles.Faults.Hosts;

public sealed class DropNetworkTests
{
    [Theory]
    [InlineData("", "accept; drop; }")]
    [InlineData(", peer: db1", "accept; ip saddr 0.0.0.21 drop; }")]
    public void A_peer_limits_it_to_the_packets_between_two_hosts(string peer, string rule)
    {
        var (fault, planned) = FaultsOnTest.Plan<DropNetwork>("drop-network", peer);

        Assert.Contains($"tcp dport 22 {rule}", fault.Script(planned, FaultsOnTest.Servers).Prepare, StringComparison.Ordinal);
    }
}
