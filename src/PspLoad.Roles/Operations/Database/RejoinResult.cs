namespace PspLoad.Roles.Operations.Database;

/// <summary>What a rejoin did.</summary>
/// <param name="Primary">name of the host that is followed</param>
/// <param name="Rebuilt">made anew from the primary's data, instead of going on from its own</param>
/// <param name="Kept">folder on the host with the binary logs of a server that was made anew, or null</param>
/// <param name="Position">what it has applied</param>
public sealed record RejoinResult(string Primary, bool Rebuilt, string? Kept, string Position);
