using System.CommandLine;
using PspLoad.Cli.Load;
using PspLoad.Cli.Terminal;
using PspLoad.Core.Errors;
using PspLoad.Core.Thresholds;
using PspLoad.Load;
using PspLoad.Load.Executors;
using PspLoad.Load.Flows;
using PspLoad.Load.Health;
using PspLoad.Load.Http;
using PspLoad.Load.Http.Sockets;
using PspLoad.Load.Http.SocketsHttp;
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
        var (target, isLocal) = TargetGuard.Admit(request.Transport.Target, request.OwnedHost);
        DescriptorLimit.EnsureFor(request.Model.MaxConcurrency);
        var result = await DriveAsync(request, target, isLocal, cancellationToken);
        return (int)Tell(request, result);
    }

    private static async Task<LoadResult> DriveAsync(LoadRequest request, HttpTarget target, bool isLocal, CancellationToken cancellationToken)
    {
        InlineCompletions.Enable();
        await using IHttpTransport transport = request.UseHttpClient
            ? new SocketsHttpTransport(request.Transport with { Target = target })
            : new SocketTransport(request.Transport with { Target = target });
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
        var result = await new LoadRun(plan, TimeProvider.System, [.. new LoadObserver?[] { live, hdr }.OfType<LoadObserver>()])
            .RunAsync(interrupts.Stop, interrupts.Abort);
        hdr?.Complete();
        live?.Clear();
        return result;
    }

    private static ExitCode Tell(LoadRequest request, LoadResult result)
    {
        var thresholds = request.Thresholds.Select(threshold => LoadMetrics.Judge(threshold, result.Measured)).ToList();
        var exitCode = ExitCodeOf(result, thresholds);
        if (request.Json)
            Console.Out.WriteLine(LoadReport.Of(result, thresholds, exitCode).ToJson());
        else
            LoadSummary.Write(Console.Out, request.Url, result, thresholds);
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
