using PspLoad.Core.Configuration;

namespace PspLoad.Core.Scenarios;

/// <summary>One entry of the fault timeline.</summary>
/// <param name="Fault">the kind of fault</param>
/// <param name="At">time since the measured phase began</param>
/// <param name="For">time until it is undone; null if it needs no undoing, or is undone at the end of the run</param>
/// <param name="Host">host to inject it on; null if the fault finds its host when it is injected</param>
/// <param name="Options">values of the fault's other keys, for example the delay</param>
/// <param name="Place">place in the file, for errors found once the environment is known</param>
public sealed record PlannedFault(
    FaultDefinition Fault,
    TimeSpan At,
    TimeSpan? For,
    string? Host,
    IReadOnlyDictionary<string, string> Options,
    ConfigurationPlace Place
)
{
    /// <returns>the option's value, or its default; empty if there is neither</returns>
    public string Value(FaultOption option) => Options.GetValueOrDefault(option.Key.Name) ?? option.Default ?? "";
}
