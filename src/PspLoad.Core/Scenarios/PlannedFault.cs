using PspLoad.Core.Configuration;

namespace PspLoad.Core.Scenarios;

/// <summary>One entry of the fault timeline.</summary>
/// <param name="Fault">what it does</param>
/// <param name="At">since the measured phase began</param>
/// <param name="For">until it is undone; null for one that needs no undoing, or is undone at the end of the run</param>
/// <param name="Host">where; null: the fault finds its host itself when it is injected</param>
/// <param name="Options">what else the fault takes, for example the delay</param>
/// <param name="Place">in the file, to complain with the environment at hand</param>
public sealed record PlannedFault(
    FaultDescription Fault,
    TimeSpan At,
    TimeSpan? For,
    string? Host,
    IReadOnlyDictionary<string, string> Options,
    ConfigurationPlace Place
);
