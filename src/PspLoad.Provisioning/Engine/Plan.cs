using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;

namespace PspLoad.Provisioning.Engine;

/// <summary>Each resource of a role, compared with its host. <c>--check</c> prints this list and apply works through the same list.</summary>
internal sealed class Plan
{
    private Plan(IReadOnlyList<PlannedResource> resources) => Resources = resources;

    public IReadOnlyList<PlannedResource> Resources { get; }

    public IEnumerable<PlannedResource> Changes => Resources.Where(planned => planned.Comparison is StateComparison.Differs);

    /// <summary>A resource whose declared state cannot be reached. If there is one, nothing of the role is changed on this host.</summary>
    public PlannedResource? Impossible => Resources.FirstOrDefault(planned => planned.Comparison is StateComparison.Impossible);

    public static Plan Of(IReadOnlyList<Resource> resources, IReadOnlyList<ProbeResult> probes)
    {
        var changing = new HashSet<string>(StringComparer.Ordinal);
        var planned = new List<PlannedResource>(resources.Count);
        foreach (var (resource, probe) in resources.Zip(probes))
        {
            var comparison = resource.Compare(probe, changing);
            if (comparison is StateComparison.Differs)
                changing.Add(resource.Id);
            planned.Add(new PlannedResource(resource, comparison));
        }
        return new Plan(planned);
    }

    /// <summary>This plan with the text differences added, keyed by index in <see cref="Resources"/>.</summary>
    public Plan With(IReadOnlyDictionary<int, string> differences) =>
        new([.. Resources.Select((planned, index) => planned with { Difference = differences.GetValueOrDefault(index, "") })]);

    /// <summary>The outcomes without applying anything; a resource that differs counts as changed.</summary>
    public IEnumerable<ResourceOutcome> Outcomes(RoleOnHost node) =>
        Resources.Select(planned =>
            planned.Comparison switch
            {
                StateComparison.Differs differs => planned.Outcome(node, ResourceStatus.Changed, differs.Change.Summary) with { Change = differs.Change },
                StateComparison.NotHere not => planned.Outcome(node, ResourceStatus.Skipped, not.Why),
                StateComparison.Impossible impossible => planned.Outcome(node, ResourceStatus.Failed, $"{impossible.Problem}; {impossible.Remedy}"),
                _ => planned.Outcome(node, ResourceStatus.Ok, ""),
            }
        );
}
