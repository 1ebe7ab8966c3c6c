using PspLoad.Roles;
using PspLoad.Roles.Metrics;

namespace PspLoad.UnitTests.Roles.Metrics;

public sealed class ServiceReaderTests
{
    [Fact]
    public void Two_samples_of_each_service_make_its_figures()
    {
        var figures = Figures(
            [
                "nginx\0Active connections: 7 ",
                "nginx\0 10 10 1000 ",
                "nginx\0Reading: 0 Writing: 3 Waiting: 4 ",
                "mariadb\0Com_commit\t100",
                "mariadb\0Threads_connected\t30",
                "mariadb\0max_connections\t200",
                "mariadb\0Rpl_semi_sync_master_tx_wait_time\t10000",
                "mariadb\0Rpl_semi_sync_master_tx_waits\t10",
                "psp\0psp_http_request_duration_seconds_sum{route=\"a\"} 1",
                "psp\0psp_http_request_duration_seconds_count{route=\"a\"} 100",
                "psp\0db_client_connections_usage{pool_name=\"x\",state=\"idle\"} 9",
                "psp\0db_client_connections_usage{pool_name=\"x\",state=\"used\"} 5",
                "psp\0db_client_connections_max{pool_name=\"x\"} 20",
                "/sys/block/vda/stat\0  10 0 200 5 20 0 40 6 0 1000 11",
                "/sys/block/vdb/stat\0  10 0 200 5 20 0 40 6 0 1000 11",
            ],
            [
                "nginx\0HTTP/1.1 200 OK",
                "nginx\0Active connections: 9 ",
                "nginx\0 20 20 1500 ",
                "nginx\0Reading: 0 Writing: 5 Waiting: 4 ",
                "mariadb\0Com_commit\t300",
                "mariadb\0Threads_connected\t50",
                "mariadb\0max_connections\t200",
                "mariadb\0Rpl_semi_sync_master_tx_wait_time\t30000",
                "mariadb\0Rpl_semi_sync_master_tx_waits\t20",
                "psp\0psp_http_request_duration_seconds_sum{route=\"a\"} 2",
                "psp\0psp_http_request_duration_seconds_sum{route=\"b\"} 3",
                "psp\0psp_http_request_duration_seconds_count{route=\"a\"} 150",
                "psp\0psp_http_request_duration_seconds_count{route=\"b\"} 50",
                "psp\0db_client_connections_usage{pool_name=\"x\",state=\"idle\"} 0",
                "psp\0db_client_connections_usage{pool_name=\"x\",state=\"used\"} 15",
                "psp\0db_client_connections_max{pool_name=\"x\"} 20",
                "/sys/block/vda/stat\0  10 0 200 5 20 0 40 6 0 2000 11",
                "/sys/block/vdb/stat\0  10 0 200 5 20 0 40 6 0 1100 11",
            ]
        );

        Assert.Equal(9, figures["nginxConnections"]);
        Assert.Equal(250, figures["nginxRequestsPerSecond"]);
        Assert.Equal(5, figures["nginxWriting"]);
        Assert.Equal(100, figures["mariadbCommitsPerSecond"]);
        Assert.Equal(25, figures["mariadbConnectionsPercent"]);
        Assert.Equal(2, figures["mariadbSemiSyncWaitMs"]);
        Assert.Equal(50, figures["pspRequestsPerSecond"]);
        Assert.Equal(40, figures["pspRequestMs"]);
        Assert.Equal(75, figures["pspDatabasePoolPercent"]);
        Assert.Equal(50, figures["diskBusyPercent"]);
        Assert.DoesNotContain("pspAcquirerMs", figures.Keys);
    }

    [Fact]
    public void A_service_that_was_started_anew_has_no_rate_for_a_moment()
    {
        var figures = Figures(["mariadb\0Com_commit\t100", "mariadb\0Threads_running\t3"], ["mariadb\0Com_commit\t5", "mariadb\0Threads_running\t1"]);

        Assert.Equal(["mariadbThreadsRunning"], figures.Keys);
    }

    [Fact]
    public void The_busiest_link_is_measured_in_its_busier_direction_and_only_where_its_speed_is_known()
    {
        string[] Cards(long received, long sent) =>
            [
                "/sys/class/net/eth0/speed\01000",
                $"/sys/class/net/eth0/statistics/rx_bytes\0{received}",
                $"/sys/class/net/eth0/statistics/tx_bytes\0{sent}",
                "/sys/class/net/eth1/speed\0-1",
                $"/sys/class/net/eth1/statistics/rx_bytes\0{100 * received}",
                $"/sys/class/net/eth1/statistics/tx_bytes\0{100 * sent}",
            ];

        // 100 MB in 2 s are 400 Mbit/s, of 1 Gbit/s.
        Assert.Equal(40, Figures(Cards(5, 7), Cards(100_000_005, 7_007))["networkPercent"]);
        Assert.Empty(Figures([.. Cards(5, 7).Skip(3)], [.. Cards(100_000_005, 7_007).Skip(3)]));
    }

    [Fact]
    public void A_service_that_is_gone_leaves_nothing() =>
        Assert.Empty(Figures(["nginx\0 10 10 1000 ", "nginx\0Active connections: 7"], ["/proc/uptime\0 1 2"]));

    [Fact]
    public void A_clock_is_known_by_the_quickest_answer()
    {
        var clock = HostClock.Of([(10, 10.5, 1000.4), (11, 11.02, 1001.0), (12, 12.3, 1002.2)]);

        Assert.Equal(11.01 - 1001.005, clock.OffsetSeconds, 1e-9);
        Assert.Equal(0.015, clock.UncertaintySeconds, 1e-9);
    }

    private static IReadOnlyDictionary<string, double> Figures(string[] before, string[] after)
    {
        var reader = new ServiceReader([.. BuiltInRoles.All.OfType<IMeasuredRole>().Select(role => role.Metrics)]);
        return reader.Figures(Sample(before), Sample(after), seconds: 2);

        IReadOnlyDictionary<string, double> Sample(string[] lines)
        {
            foreach (var line in lines)
                Assert.Null(reader.Take(line));
            return reader.Take(CounterScript.End)!;
        }
    }
}
