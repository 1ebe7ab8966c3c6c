using PspLoad.Provisioning.Roles;

namespace PspLoad.Provisioning.Engine;

/// <summary>A step forward of one (host, role), for whoever shows the run while it goes.</summary>
/// <param name="Node">which</param>
/// <param name="Phase">where it is now</param>
/// <param name="Outcome">a resource that was just finished, or null where only the phase changed</param>
public sealed record RoleProgress(RoleOnHost Node, RolePhase Phase, ResourceOutcome? Outcome = null);
