using PspLoad.Provisioning.Roles;

namespace PspLoad.Provisioning.Engine;

/// <summary>A progress event of one (host, role) node, for live display of the run.</summary>
/// <param name="Node">the node</param>
/// <param name="Phase">current phase</param>
/// <param name="Outcome">the resource that just finished; null if only the phase changed</param>
public sealed record RoleProgress(RoleOnHost Node, RolePhase Phase, ResourceOutcome? Outcome = null);
