namespace PspLoad.Capacity.Scalability;

/// <summary>A fit, or why there is none.</summary>
/// <param name="Fit">null if the fit was refused</param>
/// <param name="Refusal">one sentence; null if there is a fit</param>
/// <param name="Points">the measured points</param>
public sealed record ScalabilityResult(ScalabilityFit? Fit, string? Refusal, IReadOnlyList<ScalabilityPoint> Points);
