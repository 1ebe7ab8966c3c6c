namespace PspLoad.Core.Environments;

/// <summary>One role's parameters as written, each with its place in the file, for the role to bind and to complain about.</summary>
/// <param name="Values">key → raw scalar text</param>
public sealed record RoleParameters(IReadOnlyDictionary<string, string> Values);
