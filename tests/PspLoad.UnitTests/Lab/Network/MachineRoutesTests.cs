using System.Net;
using PspLoad.Lab.Network;

namespace PspLoad.UnitTests.Lab.Network;

public sealed class MachineRoutesTests
{
    [Fact]
    public void The_kernels_table_is_read_without_the_default_route()
    {
        const string table = """
            Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
            eth0	00000000	010200C0	0003	0	0	0	00000000	0	0	0
            docker0	000011AC	00000000	0001	0	0	0	0000FFFF	0	0	0
            br-1	00BA12C6	00000000	0001	0	0	0	00FFFFFF	0	0	0

            """;
        Assert.Equal([IPNetwork.Parse("172.17.0.0/16"), IPNetwork.Parse("198.18.186.0/24")], MachineRoutes.Parse(table));
    }

    [Fact]
    public void A_machine_without_that_table_has_no_routes() => Assert.Empty(MachineRoutes.Read("/nonexistent/route"));
}
