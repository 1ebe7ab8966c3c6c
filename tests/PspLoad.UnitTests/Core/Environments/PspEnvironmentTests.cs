using System.Net;
using PspLoad.Core.Environments;
using PspLoad.Roles;
using PspLoad.UnitTests.Architecture;

namespace PspLoad.UnitTests.Core.Environments;

public sealed class PspEnvironmentTests
{
    private readonly PspEnvironment _quick = EnvironmentReader.Read(Path.Combine(Repository.Root, "environments", "quick.yaml"), BuiltInRoles.Catalogue).Value!;

    [Fact]
    public void A_lab_moves_to_the_subnet_that_it_took_and_to_another_one()
    {
        var first = _quick.OnSubnet(IPNetwork.Parse("198.18.7.0/24"));
        var second = first.OnSubnet(IPNetwork.Parse("198.19.255.0/24"));

        Assert.Equal("198.18.7.31", first.Host("app1").Address.ToString());
        Assert.Equal("198.19.255.31", second.Host("app1").Address.ToString());
        Assert.Equal("0.0.0.31", _quick.Host("app1").Address.ToString());
        Assert.Equal(_quick.Hosts.Select(host => host.Name), second.Hosts.Select(host => host.Name));
    }

    [Theory]
    [InlineData("198.18.0.0/16")]
    [InlineData("198.18.7.0/25")]
    [InlineData("2001:db8::/24")]
    public void A_lab_takes_an_IPv4_24(string subnet) => Assert.Throws<ArgumentException>(() => _quick.OnSubnet(IPNetwork.Parse(subnet)));

    [Fact]
    public void Real_servers_do_not_move() =>
        Assert.Throws<InvalidOperationException>(() => (_quick with { Lab = null }).OnSubnet(IPNetwork.Parse("198.18.7.0/24")));

    [Fact]
    public void The_gateway_may_be_published_elsewhere()
    {
        var endpoint = IPEndPoint.Parse("127.0.0.1:32768");

        Assert.Equal(endpoint, _quick.WithGatewayEndpoint(endpoint).Ssh.GatewayEndpoint);
    }

    [Fact]
    public void Hosts_are_found_by_name_and_by_role()
    {
        Assert.Equal("console", _quick.Gateway.Name);
        Assert.Equal(["db1", "db2"], _quick.HostsWith("database").Select(host => host.Name));
        Assert.Throws<KeyNotFoundException>(() => _quick.Host("db3"));
    }
}
