namespace PspLoad.IntegrationTests.Tiers;

/// <summary>Tests that break the one data tier run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class OneDataTier
{
    public const string Name = "data tier";
}
