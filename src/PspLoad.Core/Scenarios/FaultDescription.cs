namespace PspLoad.Core.Scenarios;

/// <summary>A fault that scenarios may name.</summary>
/// <param name="Name">kebab-case</param>
/// <param name="Meaning">what it does, one line</param>
/// <param name="Role">role of the hosts that it may be injected on; null: any host</param>
public sealed record FaultDescription(string Name, string Meaning, string? Role)
{
    /// <summary>It lasts: a scenario says <c>for:</c> how long.</summary>
    public bool Lasts { get; init; }

    /// <summary>It has no host of its own to find: a scenario says which.</summary>
    public bool NeedsHost { get; init; }

    /// <summary>Other keys that it takes, name → example.</summary>
    public IReadOnlyDictionary<string, FaultOption> Options { get; init; } = new Dictionary<string, FaultOption>();
}
