namespace PspLoad.Core.Scenarios;

/// <summary>A fault that scenarios may name. One file in <c>PspLoad.Roles</c> defines it, together with its scripts.</summary>
/// <param name="Name">kebab-case</param>
/// <param name="Meaning">what it does, one line of Markdown; <c>docs/scenarios.md</c> repeats it</param>
/// <param name="Role">role of the hosts on which it may be injected; null for any host</param>
/// <param name="Options">keys of this fault, in addition to the keys of all faults</param>
public sealed record FaultDefinition(string Name, string Meaning, string? Role, params IReadOnlyList<FaultOption> Options)
{
    /// <summary>Longest duration of a fault. After it the host undoes the fault by itself, whatever happened to the harness.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    /// <summary>The fault has a duration, which a scenario gives as <c>for:</c>.</summary>
    public bool Lasts { get; init; }

    /// <summary>The part that is out of service while the fault lasts; null if <c>capacity</c> does not search without it.</summary>
    public PartOut? PartOut { get; init; }

    /// <summary>The fault cannot find a host by itself, so a scenario has to name one.</summary>
    public bool NeedsHost => Role is null;
}

/// <summary>A part that a fault keeps out of service. <c>capacity</c> searches again without it.</summary>
/// <param name="Name">name of the search, for people and for files</param>
/// <param name="IsReplica">the databases cannot agree meanwhile, so reconciliations do not compare with the replica</param>
public sealed record PartOut(string Name, bool IsReplica = false);
