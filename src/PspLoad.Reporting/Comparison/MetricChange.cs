namespace PspLoad.Reporting.Comparison;

/// <summary>One figure of two runs.</summary>
/// <param name="Name">with what it is of</param>
/// <param name="Before">as text with its unit</param>
/// <param name="After">the same of the other run</param>
/// <param name="ChangePercent">signed; null where the first is zero or none</param>
/// <param name="LowPercent">lower end of the 95 % interval of the change; null where it was measured once</param>
/// <param name="HighPercent">upper end</param>
/// <param name="Sameness">what it means</param>
public sealed record MetricChange(string Name, string Before, string After, double? ChangePercent, double? LowPercent, double? HighPercent, Sameness Sameness);
