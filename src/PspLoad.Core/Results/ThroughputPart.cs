namespace PspLoad.Core.Results;

/// <summary>Iterations a second over the measured phase.</summary>
/// <param name="TargetTps">scheduled</param>
/// <param name="AchievedTps">completed</param>
public sealed record ThroughputPart(double TargetTps, double AchievedTps);
