namespace PspLoad.ReferencePsp.SecurityModule;

/// <summary>What a rotation did.</summary>
/// <param name="KeyId">the card key that everything is sealed under now</param>
/// <param name="Resealed">cards that were sealed again</param>
/// <param name="Retired">keys that are gone</param>
public sealed record RotationReport(int KeyId, long Resealed, IReadOnlyList<int> Retired);
