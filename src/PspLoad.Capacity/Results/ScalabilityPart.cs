using PspLoad.Capacity.Scalability;
using PspLoad.Capacity.Trials;

namespace PspLoad.Capacity.Results;

/// <summary>The closed-model sweep and the law fitted to it.</summary>
/// <param name="Trials">one per number of users</param>
/// <param name="Result">the fit, or why there is none</param>
public sealed record ScalabilityPart(IReadOnlyList<Trial> Trials, ScalabilityResult Result);
