namespace PspLoad.Core.Results;

/// <summary>One condition of the scenario.</summary>
/// <param name="Expression">as written</param>
/// <param name="Actual">milliseconds for a time, percent for a share, per second for a rate, else a count, whatever unit the expression
/// has; null when nothing was measured</param>
/// <param name="Passed">whether it is met</param>
public sealed record ThresholdPart(string Expression, double? Actual, bool Passed);
