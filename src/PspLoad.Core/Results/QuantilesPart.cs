namespace PspLoad.Core.Results;

/// <summary>Times of one second, ms; all 0 when nothing ended in it.</summary>
public sealed record QuantilesPart(double P50, double P95, double P99, double Max);
