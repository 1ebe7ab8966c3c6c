using PspLoad.Core.Configuration;
using PspLoad.Core.Scenarios;

namespace PspLoad.Runs.Capacity;

/// <summary>A part that is out while a search runs.</summary>
/// <param name="Name">for people and for files</param>
/// <param name="Fault">of the catalogue, which takes it out</param>
/// <param name="ReplicaIsOut">the databases can't agree meanwhile</param>
public sealed record Degradation(string Name, string Fault, bool ReplicaIsOut)
{
    public static IReadOnlyList<Degradation> All { get; } =
    [
        new("application-down", "stop-active-application", ReplicaIsOut: false),
        new("replica-lagging", "lag-replica", ReplicaIsOut: true),
        new("replica-down", "stop-replica", ReplicaIsOut: true),
    ];

    /// <summary>As a scenario would plan it, for as long as a fault may last.</summary>
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
