using PspLoad.IntegrationTests.Provisioning;
using PspLoad.IntegrationTests.Tiers;

[assembly: AssemblyFixture(typeof(TierFleet))]

namespace PspLoad.IntegrationTests.Tiers;

/// <summary>The whole of <c>environments/quick.yaml</c>: a fleet that takes payments.</summary>
public sealed class TierFleet : ProvisionedFleet
{
    protected override string Definition(string text) => text;
}
