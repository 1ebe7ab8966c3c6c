namespace PspLoad.Provisioning.Engine;

/// <summary>What a run came to.</summary>
/// <param name="Outcomes">one for every resource</param>
public sealed record ProvisionResult(IReadOnlyList<ResourceOutcome> Outcomes)
{
    public bool Succeeded => Outcomes.All(outcome => outcome.Status != ResourceStatus.Failed);

    public int Count(ResourceStatus status) => Outcomes.Count(outcome => outcome.Status == status);
}
