namespace PspLoad.IntegrationTests.Tiers;

/// <summary>Runs the tests that break the shared payment fleet one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class OneTierFleet
{
    public const string Name = "fleet that takes payments";
}
