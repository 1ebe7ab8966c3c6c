using PspLoad.Core.Configuration;
using PspLoad.Core.Scenarios;

namespace PspLoad.Runs.Capacity;

/// <summary>A part that is out of service during a search.</summary>
/// <param name="Name">name for people and for files</param>
/// <param name="Fault">takes the part out</param>
/// <param name="ReplicaIsOut">the databases cannot agree meanwhile</param>
public sealed record Degradation(string Name, FaultDefinition Fault, bool ReplicaIsOut)
{
    /// <summary>The parts that these faults take out, in the order of the faults.</summary>
    public static IReadOnlyList<Degradation> In(FaultCatalogue faults) =>
        [.. faults.All.Where(fault => fault.PartOut is not null).Select(fault => new Degradation(fault.PartOut!.Name, fault, fault.PartOut.IsReplica))];

    /// <summary>The fault as a scenario would plan it, for the longest time that a fault may last.</summary>
    public PlannedFault Planned =>
        new(Fault, TimeSpan.Zero, FaultDefinition.Longest, Host: null, new Dictionary<string, string>(), new ConfigurationPlace("--n-plus-one", 0, Name));
}
