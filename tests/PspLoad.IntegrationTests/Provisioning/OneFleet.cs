namespace PspLoad.IntegrationTests.Provisioning;

/// <summary>Tests that break the one fleet run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class OneFleet
{
    public const string Name = "provisioned fleet";
}
