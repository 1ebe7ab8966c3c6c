using PspLoad.Core.Configuration;
using PspLoad.Core.Scenarios;

namespace PspLoad.Runs.Capacity;

/// <summary>A part that is out of service during a search.</summary>
/// <param name="Name">name for people and for files</param>
/// <param name="Fault">fault in the catalogue that takes the part out</param>
/// <param name="ReplicaIsOut">the databases cannot agree meanwhile</param>
public sealed record Degradation(string Name, string Fault, bool ReplicaIsOut)
{
    public static IReadOnlyList<Degradation> All { get; } =
    [
        new("application-down", "stop-active-application", ReplicaIsOut: false),
        new("replica-lagging", "lag-replica", ReplicaIsOut: true),
        new("replica-down", "stop-replica", ReplicaIsOut: true),
    ];

    /// <summary>The fault as a scenario would plan it, for the longest time that a fault may last.</summary>
    public PlannedFault Planned =>
        new(
            FaultCatalogue.Find(Fault)!,
            TimeSpan.Zero,
            FaultCatalogue.Longest,
            Host: null,
            new Dictionary<string, string>(),
            new ConfigurationPlace("--n-plus-one", 0, Name)
        );
}
