namespace PspLoad.Capacity.Trials;

/// <summary>What a trial's rules found.</summary>
/// <param name="Outcome">of the trial</param>
/// <param name="Reasons">one line each; empty when it passed</param>
/// <param name="Overloaded">more came in than went out</param>
public sealed record TrialVerdict(TrialOutcome Outcome, IReadOnlyList<string> Reasons, bool Overloaded);
