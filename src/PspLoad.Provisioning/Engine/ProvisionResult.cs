namespace PspLoad.Provisioning.Engine;

/// <summary>The result of a provisioning run.</summary>
/// <param name="Outcomes">one per resource</param>
public sealed record ProvisionResult(IReadOnlyList<ResourceOutcome> Outcomes)
{
    public bool Succeeded => Outcomes.All(outcome => outcome.Status != ResourceStatus.Failed);

    public int Count(ResourceStatus status) => Outcomes.Count(outcome => outcome.Status == status);
}
