namespace PspLoad.Roles.Operations.Database;

/// <summary>How a promotion goes about what it cannot know.</summary>
/// <param name="Force">promote although acknowledged transactions may be lost, or the old primary could not be fenced</param>
/// <param name="Drain">how long the replica may take to apply what it has received</param>
public sealed record PromotionOptions(bool Force, TimeSpan Drain);
