using PspLoad.Lab.Network;

namespace PspLoad.UnitTests.Lab.Network;

public sealed class PublishedPortsTests
{
    [Fact]
    public void The_same_seed_gives_the_same_port() => Assert.Equal(20007, PublishedPorts.Choose(30007, _ => true));

    [Fact]
    public void A_port_in_use_gives_way_to_the_next_and_the_last_to_the_first() =>
        Assert.Equal(20001, PublishedPorts.Choose(9999, port => port is not 29999 and not 20000));

    [Fact]
    public void No_free_port_is_told() => Assert.Null(PublishedPorts.Choose(0, _ => false));

    [Fact]
    public void Ports_survive_the_label() =>
        Assert.Equal(
            new Dictionary<int, int> { [22] = 20417, [443] = 20418 },
            PublishedPorts.FromLabel(PublishedPorts.ToLabel(new Dictionary<int, int> { [443] = 20418, [22] = 20417 }))
        );

    [Fact]
    public void A_host_that_publishes_nothing_has_an_empty_label() =>
        Assert.Empty(PublishedPorts.FromLabel(PublishedPorts.ToLabel(new Dictionary<int, int>())));
}
