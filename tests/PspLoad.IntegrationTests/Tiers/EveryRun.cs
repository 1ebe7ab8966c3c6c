namespace PspLoad.IntegrationTests.Tiers;

/// <summary>Marks what is run for every commit, not only at night (run.sh): one of each kind, within five minutes with the making of the fleet.</summary>
internal static class EveryRun
{
    public const string Name = "run";
    public const string Yes = "always";
}
