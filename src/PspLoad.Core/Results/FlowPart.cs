namespace PspLoad.Core.Results;

/// <summary>One flow: whole iterations, think time left out.</summary>
public sealed record FlowPart(string Name, ArrivalsPart Arrivals, TimesPart ResponseTimeMs, IReadOnlyList<StepPart> Steps, IReadOnlyList<ErrorPart> Errors);
