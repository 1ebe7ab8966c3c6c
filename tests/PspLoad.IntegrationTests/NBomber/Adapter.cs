using PspLoad.NBomber;

namespace PspLoad.IntegrationTests.NBomber;

/// <summary>Few registries have NBomber's packages. In a build without them, the tests that need them are skipped with the reason.</summary>
internal static class Adapter
{
    /// <summary>The reason that <c>run.sh</c> found when it tried to restore the packages.</summary>
    private static readonly string s_reason = Environment.GetEnvironmentVariable("PSPLOAD_NBOMBER_MISSING")
        ?? "this build is without NBomber; build with -p:UseNBomber=true";

    public static void IsNeeded() => Assert.SkipUnless(NBomberBuild.IsPresent, s_reason);
}
