using PspLoad.Load;
using PspLoad.Load.Plans;
using PspLoad.Load.Recording;
using PspLoad.Load.Results;
using PspLoad.NBomber;
using PspLoad.NBomber.Sessions;

namespace PspLoad.Cli.Load;

/// <summary>Runs the plain load on NBomber. NBomber's own reports are not kept: the command's output is the report.</summary>
internal static class DrivenLoad
{
    public static async Task<LoadResult> RunAsync(LoadPlan plan, IReadOnlyList<LoadObserver> observers, Interrupts interrupts)
    {
        var folder = Directory.CreateTempSubdirectory("pspload-nbomber-");
        try
        {
            var session = NBomberBuild.Open(
                new SessionOptions("load", Path.Combine(folder.FullName, NBomberEngine.Reports), Licence.Read(Environment.GetEnvironmentVariable))
            );
            var result = await new LoadRun(plan, TimeProvider.System, observers, driver: session).RunAsync(interrupts.Stop, interrupts.Abort);
            return SessionRemarks.AddTo(result, session);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
