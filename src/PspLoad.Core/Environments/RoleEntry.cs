using PspLoad.Core.Configuration;

namespace PspLoad.Core.Environments;

/// <summary>A role name in a host's list.</summary>
/// <param name="Written">as in the file</param>
/// <param name="Meant">
/// the role, or for an unknown name (which was complained of) the nearest one, so that a misspelt role is not reported as
/// a missing dependency of the others as well; null where nothing is near
/// </param>
internal sealed record RoleEntry(ConfigurationScalar Written, RoleDefinition? Meant);
