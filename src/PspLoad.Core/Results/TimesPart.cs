namespace PspLoad.Core.Results;

/// <summary>A distribution of times, in ms; all 0 when nothing was measured.</summary>
public sealed record TimesPart(double Min, double Mean, double P50, double P75, double P90, double P95, double P99, double P999, double Max);
