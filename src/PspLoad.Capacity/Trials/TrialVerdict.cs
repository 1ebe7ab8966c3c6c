namespace PspLoad.Capacity.Trials;

/// <summary>Outcome of the trial rules.</summary>
/// <param name="Outcome">outcome of the trial</param>
/// <param name="Reasons">one line each; empty if the trial passed</param>
/// <param name="Overloaded">more arrived than completed</param>
public sealed record TrialVerdict(TrialOutcome Outcome, IReadOnlyList<string> Reasons, bool Overloaded);
