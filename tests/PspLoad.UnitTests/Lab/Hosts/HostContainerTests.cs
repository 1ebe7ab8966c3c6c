using Docker.DotNet.Models;
using PspLoad.Lab.Hosts;

namespace PspLoad.UnitTests.Lab.Hosts;

/// <summary>Tests the request to the engine. The integration tests show that a host boots, but only with the cgroup version of this machine's engine.</summary>
public sealed class HostContainerTests
{
    [Theory]
    [InlineData(false, "host", new[] { "/sys/fs/cgroup:/sys/fs/cgroup:rw" })]
    [InlineData(true, "private", new string[0])]
    public void Systemd_gets_a_writable_cgroup_tree(bool cgroupV2, string mode, string[] binds)
    {
        var host = Configured(TestSpec.Front with { CgroupV2 = cgroupV2 }).HostConfig!;

        Assert.Equal((mode, string.Join(' ', binds)), (host.CgroupnsMode, string.Join(' ', host.Binds)));
    }

    [Fact]
    public void Ports_are_published_on_loopback_only_and_no_host_is_privileged()
    {
        var host = Configured(TestSpec.Front).HostConfig!;

        var published = Assert.Single(host.PortBindings);
        Assert.Equal(("443/tcp", "127.0.0.1", "20418"), (published.Key, Assert.Single(published.Value).HostIP, published.Value[0].HostPort));
        Assert.False(host.Privileged);
        Assert.Equal(["SYS_ADMIN", "NET_ADMIN"], host.CapAdd);
    }

    private static CreateContainerParameters Configured(HostSpec spec)
    {
        var parameters = new CreateContainerParameters { HostConfig = new HostConfig() };
        HostContainer.Configure(parameters, "lab", spec);
        return parameters;
    }
}
