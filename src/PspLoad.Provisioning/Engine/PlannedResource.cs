using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;

namespace PspLoad.Provisioning.Engine;

/// <summary>A resource and the verdict from its probe.</summary>
/// <param name="Difference">unified diff, or empty</param>
internal sealed record PlannedResource(Resource Resource, Verdict Verdict, string Difference = "")
{
    public ResourceOutcome Outcome(RoleOnHost node, ResourceStatus status, string message) =>
        new(node.Host, node.Role, Resource.Id, status, message) { Difference = Difference };
}
