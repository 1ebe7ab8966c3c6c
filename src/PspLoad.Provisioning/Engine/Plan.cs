using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;

namespace PspLoad.Provisioning.Engine;

/// <summary>What a role's probe means for each of its resources: the very list that <c>--check</c> prints and apply works through.</summary>
internal sealed class Plan
{
    private Plan(IReadOnlyList<PlannedResource> resources) => Resources = resources;

    public IReadOnlyList<PlannedResource> Resources { get; }

    public IEnumerable<PlannedResource> Changes => Resources.Where(planned => planned.Verdict is Verdict.Differs);

    /// <summary>Something cannot be reached: then nothing of the role is changed on this host.</summary>
    public PlannedResource? Impossible => Resources.FirstOrDefault(planned => planned.Verdict is Verdict.Impossible);

    public static Plan Of(IReadOnlyList<Resource> resources, IReadOnlyList<ProbeResult> probes)
    {
        var changing = new HashSet<string>(StringComparer.Ordinal);
        var planned = new List<PlannedResource>(resources.Count);
        foreach (var (resource, probe) in resources.Zip(probes))
        {
            var verdict = resource.Compare(probe, changing);
            if (verdict is Verdict.Differs)
                changing.Add(resource.Id);
            planned.Add(new PlannedResource(resource, verdict));
        }
        return new Plan(planned);
    }

    /// <summary>The same plan with the text of its differences, by the index in <see cref="Resources"/>.</summary>
    public Plan With(IReadOnlyDictionary<int, string> differences) =>
        new([.. Resources.Select((planned, index) => planned with { Difference = differences.GetValueOrDefault(index, "") })]);

    /// <summary>Outcomes as they are, or would be, without applying anything.</summary>
    public IEnumerable<ResourceOutcome> Outcomes(RoleOnHost node) =>
        Resources.Select(planned =>
            planned.Verdict switch
            {
                Verdict.Differs differs => planned.Outcome(node, ResourceStatus.Changed, differs.Change.Summary) with { Change = differs.Change },
                Verdict.NotHere not => planned.Outcome(node, ResourceStatus.Skipped, not.Why),
                Verdict.Impossible impossible => planned.Outcome(node, ResourceStatus.Failed, $"{impossible.Problem}; {impossible.Remedy}"),
                _ => planned.Outcome(node, ResourceStatus.Ok, ""),
            }
        );
}
