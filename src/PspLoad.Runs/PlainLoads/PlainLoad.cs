using PspLoad.Core.Errors;
using PspLoad.Core.Runs;
using PspLoad.Core.Runs.Verdicts;
using PspLoad.Load;
using PspLoad.Load.Flows;
using PspLoad.Load.Health;
using PspLoad.Load.Http;
using PspLoad.Load.Http.SocketsHttp;
using PspLoad.Load.Plans;
using PspLoad.Load.Recording;
using PspLoad.Load.Results;
using PspLoad.NBomber;
using PspLoad.NBomber.Sessions;
using PspLoad.Runs.Engines;
using PspLoad.Runs.Platforms;

namespace PspLoad.Runs.PlainLoads;

/// <summary>Drives one HTTP request at a rate or with a number of clients, and judges the result. There are no hosts and no books.</summary>
/// <param name="view">observes the load; null if nobody watches</param>
public sealed class PlainLoad(LoadRequest request, LoadObserver? view)
{
    /// <exception cref="OperationFailedException">
    /// the engine is not part of this build, the target is remote and its owner did not name it, or too few descriptors are allowed
    /// </exception>
    public async Task<PlainLoadResult> RunAsync(Interruption interruption)
    {
        var engine = EngineChoice.Of(request.Engine);
        var (target, isLocal) = await TargetGuard.AdmitAsync(request.Transport.Target, request.OwnedHost, interruption.Stop);
        DescriptorLimit.EnsureFor(request.Model.MaxConcurrency);
        await using var transport = CarrierOf(engine)(request.Transport with { Target = target });
        HttpRequestFlow flow = new(transport, request.Request, request.Model.MaxConcurrency, request.ExpectedStatus, request.Think);
        var result = await DriveAsync(PlanOf(flow, isLocal), interruption);
        var counts = transport.Connections;
        result = result with { Remarks = [.. result.Remarks, .. HttpRemarks.OfRedirects(flow.Redirects), .. HttpRemarks.Of(counts)] };
        var thresholds = RunFigures.Judge(request.Thresholds, result, books: null);
        var verdict = VerdictRules.Judge([.. result.InvalidReasons, .. result.Remarks], thresholds, books: null, result.Interrupted);
        return new PlainLoadResult(result, thresholds, verdict, new TrafficPart(flow.Redirects, counts.Resent, counts.Interim, counts.Cookies));
    }

    private Func<HttpTransportOptions, IHttpTransport> CarrierOf(EngineChoice engine)
    {
        if (engine != EngineChoice.Embedded || !request.UseHttpClient)
            return engine.CarrierOf;
        InlineCompletions.Enable();
        return options => new SocketsHttpTransport(options);
    }

    private LoadPlan PlanOf(HttpRequestFlow flow, bool isLocal) =>
        new()
        {
            Flows = [new WeightedFlow(flow)],
            Model = request.Model,
            WarmUp = request.WarmUp,
            GracefulStop = request.GracefulStop,
            Seed = request.Seed,
            TargetIsLocal = isLocal,
        };

    private async Task<LoadResult> DriveAsync(LoadPlan plan, Interruption interruption)
    {
        using var hdr = OpenLog();
        IReadOnlyList<LoadObserver> observers = [.. new[] { view, hdr }.OfType<LoadObserver>()];
        var result =
            request.Engine == EngineChoice.NBomberName
                ? await DriveByNBomberAsync(plan, observers, interruption)
                : await new LoadRun(plan, TimeProvider.System, observers).RunAsync(interruption.Stop, interruption.Abort);
        return hdr is null ? result : result.Complete(hdr);
    }

    private HdrLog? OpenLog()
    {
        try
        {
            return request.HdrPath is null ? null : new HdrLog(request.HdrPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OperationFailedException(ExitCode.InvalidUsage, $"--hdr '{request.HdrPath}' cannot be written: {e.Message}", "choose another file", e);
        }
    }

    /// <summary>Deletes NBomber's own reports, because the command's output is the report.</summary>
    private static async Task<LoadResult> DriveByNBomberAsync(LoadPlan plan, IReadOnlyList<LoadObserver> observers, Interruption interruption)
    {
        var folder = Directory.CreateTempSubdirectory("pspload-nbomber-");
        try
        {
            var session = NBomberBuild.Open(
                new SessionOptions("load", Path.Combine(folder.FullName, NBomberEngine.Reports), Licence.Read(Environment.GetEnvironmentVariable))
            );
            var result = await new LoadRun(plan, TimeProvider.System, observers, driver: session).RunAsync(interruption.Stop, interruption.Abort);
            return SessionRemarks.AddTo(result, session);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
