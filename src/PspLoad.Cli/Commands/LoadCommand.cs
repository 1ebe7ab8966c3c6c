using System.CommandLine;
using PspLoad.Cli.Load;
using PspLoad.Cli.Runs;
using PspLoad.Cli.Terminal;
using PspLoad.Core.Errors;
using PspLoad.Core.Runs.Verdicts;
using PspLoad.Load;
using PspLoad.Load.Flows;
using PspLoad.Load.Health;
using PspLoad.Load.Http;
using PspLoad.Load.Http.SocketsHttp;
using PspLoad.Load.Plans;
using PspLoad.Load.Recording;
using PspLoad.Load.Results;
using PspLoad.Runs;

namespace PspLoad.Cli.Commands;

/// <summary><c>load</c>: sends one HTTP request at a rate or with a number of clients, and reports the result.</summary>
internal static class LoadCommand
{
    public static Command Create()
    {
        var command = new Command("load", "drive HTTP load at a URL and measure response times");
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
        return Tell(request, await DriveAsync(request, engine, target, isLocal, cancellationToken));
    }

    private static async Task<LoadResult> DriveAsync(
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
        var result =
            request.Engine == EngineChoice.NBomberName
                ? await DrivenLoad.RunAsync(plan, observers, interrupts)
                : await new LoadRun(plan, TimeProvider.System, observers).RunAsync(interrupts.Stop, interrupts.Abort);
        hdr?.Complete();
        live?.Clear();
        return result;
    }

    private static Func<HttpTransportOptions, IHttpTransport> CarrierOf(LoadRequest request, EngineChoice engine)
    {
        if (engine != EngineChoice.Embedded || !request.UseHttpClient)
            return engine.CarrierOf;
        InlineCompletions.Enable();
        return options => new SocketsHttpTransport(options);
    }

    private static int Tell(LoadRequest request, LoadResult result)
    {
        var thresholds = request.Thresholds.Select(threshold => RunFigures.Judge(threshold, result, books: null)).ToList();
        var verdict = Verdict.Of([.. result.InvalidReasons, .. result.Remarks], thresholds, books: null, result.Interrupted);
        if (request.Json)
            Console.Out.WriteLine(LoadReport.From(request.Engine, result, thresholds, verdict).ToJson());
        else
            LoadSummary.Write(Console.Out, request.Url, result, request.Thresholds);
        return verdict.ExitCode;
    }
}
