namespace PspLoad.Core.Scenarios;

/// <summary>A fault that scenarios may name.</summary>
/// <param name="Name">kebab-case</param>
/// <param name="Meaning">what it does, one line</param>
/// <param name="Role">role of the hosts on which it may be injected; null for any host</param>
public sealed record FaultDescription(string Name, string Meaning, string? Role)
{
    /// <summary>The fault has a duration, which a scenario gives as <c>for:</c>.</summary>
    public bool Lasts { get; init; }

    /// <summary>The fault cannot find a host by itself, so a scenario has to name one.</summary>
    public bool NeedsHost { get; init; }

    /// <summary>Additional keys of the fault: name → option.</summary>
    public IReadOnlyDictionary<string, FaultOption> Options { get; init; } = new Dictionary<string, FaultOption>();
}
