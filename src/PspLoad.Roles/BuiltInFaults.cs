using PspLoad.Core.Scenarios;
using PspLoad.Roles.Application.Faults;
using PspLoad.Roles.Database.Faults;
using PspLoad.Roles.Faults;
using PspLoad.Roles.Faults.Hosts;
using PspLoad.Roles.Front.Faults;

namespace PspLoad.Roles;

/// <summary>The faults that this program can inject, in display order.</summary>
public static class BuiltInFaults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new KillActiveApplication(),
        new HangActiveApplication(),
        new StopActiveApplication(),
        new KillDatabase(),
        new HangDatabase(),
        new LagReplica(),
        new StopReplica(),
        new PromoteDatabase(),
        new DeployApplication(),
        new SwitchFront(),
        new ReloadFront(),
        new DropNetwork(),
        new DelayNetwork(),
        new RestartHost(),
        new FillDisk(),
        new HogCpu(),
    ];

    /// <summary>The same faults, for the reader of scenario files.</summary>
    public static FaultCatalogue Catalogue { get; } = new([.. All.Select(fault => fault.Definition)]);

    /// <returns>the fault that a scenario planned</returns>
    public static Fault Find(FaultDefinition definition) => All.First(fault => fault.Definition == definition);
}
