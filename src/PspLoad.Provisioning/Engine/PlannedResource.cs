using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;

namespace PspLoad.Provisioning.Engine;

/// <summary>A resource and what its probe came to.</summary>
internal sealed record PlannedResource(Resource Resource, Verdict Verdict)
{
    public ResourceOutcome Outcome(RoleOnHost node, ResourceStatus status, string message) => new(node.Host, node.Role, Resource.Id, status, message);
}
