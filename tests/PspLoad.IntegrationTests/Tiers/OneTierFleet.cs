namespace PspLoad.IntegrationTests.Tiers;

/// <summary>Tests that break the one fleet that takes payments run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class OneTierFleet
{
    public const string Name = "fleet that takes payments";
}
