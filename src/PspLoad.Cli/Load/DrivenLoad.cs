using PspLoad.Core.Results;
using PspLoad.Core.Runs.Verdicts;
using PspLoad.Load;
using PspLoad.Load.Health;
using PspLoad.Load.Plans;
using PspLoad.Load.Recording;
using PspLoad.Load.Results;
using PspLoad.NBomber;
using PspLoad.NBomber.Sessions;

namespace PspLoad.Cli.Load;

/// <summary>The plain load on NBomber. Its own reports are not kept: the command's output is the report.</summary>
internal static class DrivenLoad
{
    /// <returns>the result, and what a reader should know of it</returns>
    public static async Task<(LoadResult Result, IReadOnlyList<FindingPart> Remarks)> RunAsync(
        LoadPlan plan,
        IReadOnlyList<LoadObserver> observers,
        Interrupts interrupts
    )
    {
        var folder = Directory.CreateTempSubdirectory("pspload-nbomber-");
        try
        {
            var session = NBomberBuild.Open(
                new SessionOptions("load", Path.Combine(folder.FullName, NBomberEngine.Reports), Licence.Read(Environment.GetEnvironmentVariable))
            );
            var result = await new LoadRun(plan, TimeProvider.System, observers, driver: session).RunAsync(interrupts.Stop, interrupts.Abort);
            var remarks = SessionRemarks.Of(result, session).ToLookup(remark => remark.Severity == Severity.Invalid);
            var invalid = remarks[true].Select(remark => new ValidityReason(remark.Id, remark.Message));
            return (result with { InvalidReasons = [.. result.InvalidReasons, .. invalid] }, [.. remarks[false]]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
