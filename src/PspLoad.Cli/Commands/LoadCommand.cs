using System.CommandLine;
using PspLoad.Cli.Load;
using PspLoad.Cli.Runs;
using PspLoad.Cli.Terminal;
using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.Core.Thresholds;
using PspLoad.Load;
using PspLoad.Load.Flows;
using PspLoad.Load.Health;
using PspLoad.Load.Http;
using PspLoad.Load.Http.SocketsHttp;
using PspLoad.Load.Plans;
using PspLoad.Load.Recording;
using PspLoad.Load.Results;
using PspLoad.Load.Thresholds;

namespace PspLoad.Cli.Commands;

/// <summary><c>load</c>: drives one HTTP request at a rate or with a number of clients, and says what came of it.</summary>
internal static class LoadCommand
{
    public static Command Create()
    {
        var command = new Command("load", "Drive HTTP load at a URL and measure it honestly");
        foreach (var option in LoadOptions.All)
            command.Options.Add(option);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (request, problems) = LoadRequestReader.Read(parsed);
        if (request is null)
        {
            foreach (var problem in problems)
                Report.Error($"load: {problem}");
            return (int)ExitCode.InvalidUsage;
        }
        var engine = EngineChoice.Of(request.Engine);
        var (target, isLocal) = TargetGuard.Admit(request.Transport.Target, request.OwnedHost);
        DescriptorLimit.EnsureFor(request.Model.MaxConcurrency);
        var (result, remarks) = await DriveAsync(request, engine, target, isLocal, cancellationToken);
        return (int)Tell(request, result, remarks);
    }

    private static async Task<(LoadResult Result, IReadOnlyList<FindingPart> Remarks)> DriveAsync(
        LoadRequest request,
        EngineChoice engine,
        HttpTarget target,
        bool isLocal,
        CancellationToken cancellationToken
    )
    {
        await using var transport = CarrierOf(request, engine)(request.Transport with { Target = target });
        var plan = new LoadPlan
        {
            Flows = [new WeightedFlow(new HttpRequestFlow(transport, request.Request, request.Model.MaxConcurrency, request.ExpectedStatus, request.Think))],
            Model = request.Model,
            WarmUp = request.WarmUp,
            GracefulStop = request.GracefulStop,
            Seed = request.Seed,
            TargetIsLocal = isLocal,
        };
        var live = Console.IsErrorRedirected ? null : new LiveLine(Console.Error, request.Model.Duration);
        using var hdr = request.HdrPath is null ? null : new HdrLog(request.HdrPath);
        using var interrupts = new Interrupts(cancellationToken);
        IReadOnlyList<LoadObserver> observers = [.. new LoadObserver?[] { live, hdr }.OfType<LoadObserver>()];
        var outcome =
            request.Engine == EngineChoice.NBomberName
                ? await DrivenLoad.RunAsync(plan, observers, interrupts)
                : (await new LoadRun(plan, TimeProvider.System, observers).RunAsync(interrupts.Stop, interrupts.Abort), []);
        hdr?.Complete();
        live?.Clear();
        return outcome;
    }

    private static Func<HttpTransportOptions, IHttpTransport> CarrierOf(LoadRequest request, EngineChoice engine)
    {
        if (engine != EngineChoice.Embedded || !request.UseHttpClient)
            return engine.CarrierOf;
        InlineCompletions.Enable();
        return options => new SocketsHttpTransport(options);
    }

    private static ExitCode Tell(LoadRequest request, LoadResult result, IReadOnlyList<FindingPart> remarks)
    {
        var thresholds = request.Thresholds.Select(threshold => LoadMetrics.Judge(threshold, result.Measured)).ToList();
        var exitCode = ExitCodeOf(result, thresholds);
        if (request.Json)
            Console.Out.WriteLine(LoadReport.Of(request.Engine, result, remarks, thresholds, exitCode).ToJson());
        else
            LoadSummary.Write(Console.Out, request.Url, result, remarks, thresholds);
        return exitCode;
    }

    private static ExitCode ExitCodeOf(LoadResult result, List<ThresholdResult> thresholds)
    {
        if (result.Interrupted)
            return ExitCode.Interrupted;
        if (!result.IsValid)
            return ExitCode.RunInvalid;
        return thresholds.TrueForAll(threshold => threshold.Passed) ? ExitCode.Passed : ExitCode.ThresholdFailed;
    }
}
