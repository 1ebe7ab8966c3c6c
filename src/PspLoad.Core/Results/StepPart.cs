namespace PspLoad.Core.Results;

/// <summary>One step of a flow.</summary>
/// <param name="Name">from the flow</param>
/// <param name="Count">ends, whatever the outcome</param>
/// <param name="Errors">of them, with an error</param>
/// <param name="ResponseTimeMs">all outcomes</param>
public sealed record StepPart(string Name, long Count, long Errors, TimesPart ResponseTimeMs);
