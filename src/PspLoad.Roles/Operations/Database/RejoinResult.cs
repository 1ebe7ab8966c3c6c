namespace PspLoad.Roles.Operations.Database;

/// <summary>Outcome of a rejoin.</summary>
/// <param name="Primary">name of the host it follows</param>
/// <param name="Rebuilt">rebuilt from the primary's data, rather than continued from its own</param>
/// <param name="Kept">folder on the host with the binary logs of a rebuilt server, or null</param>
/// <param name="Position">position it has applied</param>
public sealed record RejoinResult(string Primary, bool Rebuilt, string? Kept, string Position);
