using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;

namespace PspLoad.Provisioning.Engine;

/// <summary>A resource and the comparison with what its probe found.</summary>
/// <param name="Difference">unified diff, or empty</param>
internal sealed record PlannedResource(Resource Resource, StateComparison Comparison, string Difference = "")
{
    public ResourceOutcome Outcome(RoleOnHost node, ResourceStatus status, string message) =>
        new(node.Host, node.Role, Resource.Id, status, message) { Difference = Difference };
}
