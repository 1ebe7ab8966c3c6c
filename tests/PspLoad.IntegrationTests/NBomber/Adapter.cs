using PspLoad.NBomber;

namespace PspLoad.IntegrationTests.NBomber;

/// <summary>NBomber's packages are in few registries. Where this build has none, the tests that need them are skipped, and say why.</summary>
internal static class Adapter
{
    /// <summary>As <c>run.sh</c> found it when it tried to restore them.</summary>
    private static readonly string s_reason = Environment.GetEnvironmentVariable("PSPLOAD_NBOMBER_MISSING")
        ?? "this build is without NBomber; build with -p:UseNBomber=true";

    public static void IsNeeded() => Assert.SkipUnless(NBomberBuild.IsPresent, s_reason);
}
