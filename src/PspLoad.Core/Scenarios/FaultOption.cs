using PspLoad.Core.Configuration;

namespace PspLoad.Core.Scenarios;

/// <summary>A key of one fault, in addition to the keys of all faults.</summary>
/// <param name="Key">its name and type</param>
/// <param name="Format">format of its value</param>
/// <param name="Default">value if the scenario gives none; null if the key is required</param>
public sealed record FaultOption(ConfigurationKey Key, TextFormat Format, string? Default)
{
    /// <summary>The value names a host of the environment.</summary>
    public bool NamesHost { get; init; }
}
