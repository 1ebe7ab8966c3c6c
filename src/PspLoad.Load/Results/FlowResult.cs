using PspLoad.Core.Results;
using PspLoad.Load.Recording;

namespace PspLoad.Load.Results;

/// <summary>One flow over a phase; errors and times are those of whole iterations.</summary>
/// <param name="Name">from the flow</param>
/// <param name="Arrivals">of this flow: scheduled is the sum of the rest</param>
/// <param name="Errors">by kind, most frequent first</param>
/// <param name="Times">over all outcomes, think time left out</param>
/// <param name="Steps">in the flow's order</param>
public sealed record FlowResult(string Name, ArrivalsPart Arrivals, IReadOnlyList<ErrorPart> Errors, Times Times, IReadOnlyList<StepResult> Steps);

/// <summary>One step of a flow over a phase.</summary>
/// <param name="Name">from the flow</param>
/// <param name="Count">ends, whatever the outcome</param>
/// <param name="Errors">by kind, most frequent first</param>
/// <param name="Times">over all outcomes</param>
public sealed record StepResult(string Name, long Count, IReadOnlyList<ErrorPart> Errors, Times Times);
