using PspLoad.Load.Recording;

namespace PspLoad.Load.Results;

/// <summary>One step of a flow over a phase.</summary>
/// <param name="Name">from the flow</param>
/// <param name="Count">ends, whatever the outcome</param>
/// <param name="Errors">by kind, most frequent first</param>
/// <param name="Times">over all outcomes</param>
public sealed record StepResult(string Name, long Count, IReadOnlyList<ErrorCount> Errors, Times Times);
