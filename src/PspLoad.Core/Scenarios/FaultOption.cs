using PspLoad.Core.Configuration;

namespace PspLoad.Core.Scenarios;

/// <summary>A key that one fault takes besides those of all.</summary>
/// <param name="Key">its name and what it is</param>
/// <param name="Format">what a value must look like</param>
/// <param name="Default">value where the scenario has none; null: required</param>
public sealed record FaultOption(ConfigurationKey Key, TextFormat Format, string? Default);
