using PspLoad.Lab.Network;

namespace PspLoad.UnitTests.Lab.Network;

public sealed class PublishedPortsTests
{
    [Fact]
    public void The_same_seed_gives_the_same_port() => Assert.Equal(20007, PublishedPorts.Choose(30007, _ => true));

    [Fact]
    public void A_port_in_use_is_skipped_and_the_search_wraps_around() =>
        Assert.Equal(20001, PublishedPorts.Choose(9999, port => port is not 29999 and not 20000));

    [Fact]
    public void No_free_port_gives_null() => Assert.Null(PublishedPorts.Choose(0, _ => false));

    [Fact]
    public void Ports_can_be_read_back_from_the_label() =>
        Assert.Equal(
            new Dictionary<int, int> { [22] = 20417, [443] = 20418 },
            PublishedPorts.FromLabel(PublishedPorts.ToLabel(new Dictionary<int, int> { [443] = 20418, [22] = 20417 }))
        );

    [Fact]
    public void A_host_without_published_ports_has_an_empty_label() =>
        Assert.Empty(PublishedPorts.FromLabel(PublishedPorts.ToLabel(new Dictionary<int, int>())));
}
