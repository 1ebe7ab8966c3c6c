namespace PspLoad.Roles.Operations.Database;

/// <summary>Outcome of a promotion.</summary>
/// <param name="Primary">name of the host that now takes writes</param>
/// <param name="Former">name of the previous primary; null if it was this host, which was only waiting</param>
/// <param name="Fence">how the previous primary was kept from writing</param>
/// <param name="Position">last transaction of the former primary that the new one has</param>
/// <param name="Lost">description of what may be lost; null if nothing</param>
/// <param name="ReadOnlyFor">time from the fence until writes were possible again</param>
public sealed record PromotionResult(string Primary, string? Former, string Fence, string Position, string? Lost, TimeSpan ReadOnlyFor);
