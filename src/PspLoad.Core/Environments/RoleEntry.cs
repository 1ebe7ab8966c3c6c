using PspLoad.Core.Configuration;

namespace PspLoad.Core.Environments;

/// <summary>A role name in a host's list.</summary>
/// <param name="Written">as in the file</param>
/// <param name="Meant">
/// the role; for an unknown name, which is already reported, the nearest role, so that a misspelt role is not also reported
/// as a missing dependency of other roles; null if no name is near
/// </param>
internal sealed record RoleEntry(ConfigurationScalar Written, RoleDefinition? Meant);
