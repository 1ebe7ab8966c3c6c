namespace PspLoad.IntegrationTests.Tiers;

/// <summary>
/// Marks the tests that run.sh runs for every commit, not only at night: one test of each kind. They take five minutes at most, including the
/// creation of the fleet.
/// </summary>
internal static class EveryRun
{
    public const string Name = "run";
    public const string Yes = "always";
}
