namespace PspLoad.Core.Results;

/// <summary>One flow in one second.</summary>
/// <param name="Completed">without error</param>
/// <param name="Errors">failed, timed out or dropped</param>
/// <param name="ResponseTimeMs">all outcomes</param>
public sealed record FlowIntervalPart(long Completed, long Errors, QuantilesPart ResponseTimeMs);
