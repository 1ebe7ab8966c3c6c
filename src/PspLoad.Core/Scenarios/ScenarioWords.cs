using PspLoad.Core.Thresholds;

namespace PspLoad.Core.Scenarios;

/// <summary>The names that a scenario may use.</summary>
/// <param name="Flows">flow name → names of its steps</param>
/// <param name="Faults">the faults that exist</param>
/// <param name="Refuse">what is wrong with a threshold's figure or unit, in one line; null if it can be judged after a run</param>
public sealed record ScenarioWords(IReadOnlyDictionary<string, IReadOnlyList<string>> Flows, FaultCatalogue Faults, Func<Threshold, string?> Refuse);
