namespace PspLoad.Roles.Operations.Database;

/// <summary>What a promotion did.</summary>
/// <param name="Primary">name of the host that takes writes now</param>
/// <param name="Former">name of the host that did before; null where it was this one, which only waited</param>
/// <param name="Fence">how that one was kept from writing</param>
/// <param name="Position">last transaction of the former primary that the new one has</param>
/// <param name="Lost">what may be lost, in words; null where nothing is</param>
/// <param name="ReadOnlyFor">from the fence to the first writable moment</param>
public sealed record PromotionResult(string Primary, string? Former, string Fence, string Position, string? Lost, TimeSpan ReadOnlyFor);
