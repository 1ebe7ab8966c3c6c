using PspLoad.Core.Configuration;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Core.Scenarios;

namespace PspLoad.Roles.Faults;

/// <summary>Scripts of the faults in the catalogue.</summary>
internal static class FaultScripts
{
    /// <exception cref="OperationFailedException">the fault is not allowed here</exception>
    public static FaultScript Of(PlannedFault planned, PspEnvironment environment) =>
        planned.Fault.Name switch
        {
            "kill-active-application" => ApplicationFaults.Kill,
            "hang-active-application" => ApplicationFaults.Hang,
            "stop-active-application" => ApplicationFaults.Stop,
            "kill-database" => DatabaseFaults.Kill,
            "hang-database" => DatabaseFaults.Hang,
            "stop-replica" => DatabaseFaults.StopReplica,
            "lag-replica" => DatabaseFaults.LagReplica,
            "switch-front" => FrontFaults.Switch,
            "reload-front" => FrontFaults.Reload,
            "drop-network" => HostFaults.DropNetwork(planned.Options["peer"] is { Length: > 0 } peer ? environment.Host(peer).Address : null),
            "delay-network" => HostFaults.DelayNetwork(Durations.TryParse(planned.Options["delay"], out var delay) ? delay : TimeSpan.Zero),
            "hog-cpu" => HostFaults.HogCpu(planned.For!.Value),
            "fill-disk" when environment.Lab is not null => throw new OperationFailedException(
                ExitCode.InvalidUsage,
                $"{planned.Fault.Name} is for real servers: the hosts of a lab share this machine's disk",
                "run it on an environment without lab:"
            ),
            "fill-disk" => HostFaults.FillDisk,
            FaultCatalogue.Restart => HostFaults.Restart,
            _ => throw new ArgumentException($"no script for {planned.Fault.Name}", nameof(planned)),
        };
}
