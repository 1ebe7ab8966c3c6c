using PspLoad.Core.Bottlenecks;

namespace PspLoad.Roles.Metrics;

/// <summary>What is known of every host, whatever its roles, and when it shows a bottleneck.</summary>
public static class HostMetrics
{
    /// <summary>Time in which the busiest disk had a request in flight, %.</summary>
    internal const string DiskBusy = "diskBusyPercent";

    /// <summary>Of the busiest network card, in its busier direction.</summary>
    internal const string NetworkPercent = "networkPercent";

    public static IReadOnlyList<BottleneckRule> Bottlenecks { get; } =
    [
        new()
        {
            Kind = BottleneckKind.Cpu,
            Figure = BottleneckRule.HostCpu,
            SaturatedFrom = 90,
            What = "CPU of {0}",
            Unit = " %",
            Because = "queueing at 90 % is ten times the service time; of a container it is the share of its quota",
            Try = "give {0} more CPUs, or another host of its role",
        },
        new()
        {
            Kind = BottleneckKind.SharedCpu,
            Figure = BottleneckRule.MachineCpu,
            SaturatedFrom = 93,
            What = "CPU of the machine that injector and hosts share",
            Unit = " %",
            Because = "the injector needs the rest",
            Try = "run the hosts on separate machines: the limit of a lab says nothing about them",
        },
        new()
        {
            Kind = BottleneckKind.Disk,
            Figure = DiskBusy,
            SaturatedFrom = 90,
            What = "disk of {0}",
            Unit = " %",
            Because = "the same as for the CPU",
            Try = "a faster disk at {0}, or fewer writes for each payment",
        },
        new()
        {
            Kind = BottleneckKind.Network,
            Figure = NetworkPercent,
            SaturatedFrom = 85,
            What = "network link of {0}",
            Unit = " % of its speed",
            Because = "headers take a part of the speed, and bursts queue",
            Try = "a faster link at {0}",
        },
    ];
}
