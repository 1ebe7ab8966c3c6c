namespace PspLoad.Roles.Operations.Database;

/// <summary>How a promotion handles uncertainty.</summary>
/// <param name="Force">promotes even if acknowledged transactions may be lost or the old primary could not be fenced</param>
/// <param name="Drain">how long the replica may take to apply what it has received</param>
public sealed record PromotionOptions(bool Force, TimeSpan Drain);
