using PspLoad.Roles.Metrics;

namespace PspLoad.UnitTests.Roles.Metrics;

public sealed class CounterReaderTests
{
    [Fact]
    public void A_host_of_its_own_is_read_from_proc()
    {
        var counters = Read(
            "cpus 4",
            "kind host",
            "/proc/uptime\0 1234.50 4000.00",
            "/proc/meminfo\0MemTotal:       1000 kB",
            "/proc/meminfo\0MemFree:         100 kB",
            "/proc/meminfo\0MemAvailable:    250 kB",
            "/proc/net/dev\0Inter-|   Receive                                                |  Transmit",
            "/proc/net/dev\0 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed",
            "/proc/net/dev\0    lo: 999 1 0 0 0 0 0 0 999 1 0 0 0 0 0 0",
            "/proc/net/dev\0  eth0: 300 1 0 0 0 0 0 0 400 1 0 0 0 0 0 0",
            "/proc/stat\0cpu  100 20 30 5000 600 7 8 9 0 0",
            "/proc/stat\0cpu0 50 10 15 2500 300 3 4 4 0 0",
            "/sys/block/vda/stat\0  10 0 200 5 20 0 40 6 0 9 11",
            "/sys/block/vdb/stat\0  10 0   2 5 20 0  2 6 0 9 11"
        );

        Assert.Equal(new HostCounters(1234.5, 1.65, 4, 750 * 1024, 1000 * 1024, 700, 244 * 512), counters);
    }

    [Fact]
    public void A_container_is_read_from_its_control_group_version_1()
    {
        var counters = Read(
            "cpus 2",
            "kind v1",
            "/proc/uptime\0 10.00 4.00",
            "/proc/meminfo\0MemTotal:       1000 kB",
            "/proc/meminfo\0MemAvailable:    250 kB",
            "/sys/fs/cgroup/cpuacct/docker/1f/cpuacct.usage\0 2500000000",
            "/sys/fs/cgroup/memory/docker/1f/memory.stat\0rss 1",
            "/sys/fs/cgroup/memory/docker/1f/memory.stat\0total_rss 5000",
            "/sys/fs/cgroup/blkio/docker/1f/blkio.throttle.io_service_bytes\0 254:0 Read 100",
            "/sys/fs/cgroup/blkio/docker/1f/blkio.throttle.io_service_bytes\0 254:0 Total 300",
            "/sys/fs/cgroup/blkio/docker/1f/blkio.throttle.io_service_bytes\0Total 300"
        );

        Assert.Equal(new HostCounters(10, 2.5, 2, 5000, 1000 * 1024, 0, 300), counters);
    }

    [Fact]
    public void A_container_is_read_from_its_control_group_version_2()
    {
        var counters = Read(
            "kind v2",
            "/proc/uptime\0 10.00 4.00",
            "/sys/fs/cgroup/cpu.stat\0usage_usec 1500000",
            "/sys/fs/cgroup/cpu.stat\0user_usec 1000000",
            "/sys/fs/cgroup/memory.stat\0anon 4096",
            "/sys/fs/cgroup/memory.stat\0file 99999",
            "/sys/fs/cgroup/io.stat\0254:0 rbytes=10 wbytes=20 rios=1 wios=2 dbytes=0 dios=0",
            "/sys/fs/cgroup/io.stat\0254:16 rbytes=1 wbytes=2 rios=1 wios=2 dbytes=0 dios=0"
        );

        Assert.Equal(new HostCounters(10, 1.5, 1, 4096, 0, 0, 33), counters);
    }

    [Theory]
    [InlineData(0.5, "/sys/fs/cgroup/cpu.max\050000 100000")]
    [InlineData(2, "/sys/fs/cgroup/cpu.max\0max 100000")]
    [InlineData(2, "/sys/fs/cgroup/cpu.max\0900000 100000")]
    [InlineData(0.3, "/sys/fs/cgroup/cpu/docker/1f/cpu.cfs_period_us\0200000", "/sys/fs/cgroup/cpu/docker/1f/cpu.cfs_quota_us\060000")]
    [InlineData(2, "/sys/fs/cgroup/cpu/docker/1f/cpu.cfs_period_us\0100000", "/sys/fs/cgroup/cpu/docker/1f/cpu.cfs_quota_us\0-1")]
    public void A_quota_is_all_that_a_container_has(double cpus, params string[] lines) => Assert.Equal(cpus, Read(["cpus 2", .. lines])!.Cpus);

    [Fact]
    public void One_sample_leaves_nothing_to_the_next()
    {
        var reader = new CounterReader();
        reader.Take("/proc/net/dev\0  eth0: 300 1 0 0 0 0 0 0 400 1 0 0 0 0 0 0");
        reader.Take(CounterScript.End);
        reader.Take("/proc/net/dev\0  eth0: 1 1 0 0 0 0 0 0 2 1 0 0 0 0 0 0");

        Assert.Equal(3, reader.Take(CounterScript.End)!.NetworkBytes);
    }

    private static HostCounters? Read(params string[] lines)
    {
        var reader = new CounterReader();
        foreach (var line in lines)
            Assert.Null(reader.Take(line));
        return reader.Take(CounterScript.End);
    }
}
