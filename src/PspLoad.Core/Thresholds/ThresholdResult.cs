namespace PspLoad.Core.Thresholds;

/// <summary>How a run did against one threshold.</summary>
/// <param name="Threshold">the condition</param>
/// <param name="Actual">the figure in the threshold's unit; NaN when nothing was measured</param>
/// <param name="Passed">whether it is met</param>
public sealed record ThresholdResult(Threshold Threshold, double Actual, bool Passed);
