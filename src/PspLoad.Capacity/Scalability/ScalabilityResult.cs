namespace PspLoad.Capacity.Scalability;

/// <summary>A fit, or why there is none.</summary>
/// <param name="Fit">null where it was refused</param>
/// <param name="Refusal">one sentence; null where there is a fit</param>
/// <param name="Points">that were measured</param>
public sealed record ScalabilityResult(ScalabilityFit? Fit, string? Refusal, IReadOnlyList<ScalabilityPoint> Points);
