namespace PspLoad.IntegrationTests.Provisioning;

/// <summary>Runs the tests that break the shared fleet one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class OneFleet
{
    public const string Name = "provisioned fleet";
}
