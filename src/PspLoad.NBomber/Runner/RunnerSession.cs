using NBomber.Contracts;
using NBomber.Contracts.Stats;
using NBomber.CSharp;
using PspLoad.Core.Errors;
using PspLoad.Load.Driven;
using PspLoad.Load.Plans;
using PspLoad.NBomber.Sessions;
using PspLoad.NBomber.Simulations;

namespace PspLoad.NBomber.Runner;

/// <summary>
/// A session on <see cref="NBomberRunner"/>. It uses only the API that NBomber 4.1 and later versions share; <see cref="ReportExtras"/> has the
/// rest. Parameters whose names are not documented for every version are passed by position.
/// </summary>
internal sealed class RunnerSession(SessionOptions options) : NBomberSession
{
    private const bool RestartIterations = false;

    private volatile IScenarioContext? _context;
    private Action<IterationEnd, int> _tell = (_, _) => { };

    public override string Version => RunnerVersion.NBomber.ToString(fieldCount: 3);

    public override string? ConsoleWarning => ConsoleTables.Warn(RunnerVersion.NBomber, RunnerVersion.Spectre);

    public override bool IsNode => options.Settings.IsNode;

    public override Task DriveAsync(LoadPlan plan, IDrivenLoad load, CancellationToken ending) =>
        Task.Factory.StartNew(() => Drive(plan, load, ending), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Drive(LoadPlan plan, IDrivenLoad load, CancellationToken ending)
    {
        var simulations = SimulationMapping.Of(plan.Model, plan.WarmUp);
        var watch = new SimulationWatch(simulations.Measured);
        var measured = ScenarioOf(options.Name, context => MeasuredAsync(context, load, watch), simulations.Measured, ending)
            .WithInit(context =>
            {
                _tell = ReportExtras.Register(context);
                load.Begin();
                return Task.CompletedTask;
            })
            .WithClean(_ =>
            {
                load.EndArrivals();
                return Task.CompletedTask;
            });
        ScenarioProps[] scenarios =
            simulations.WarmUp.Count == 0
                ? [measured]
                : [ScenarioOf($"{options.Name} (warm-up)", context => IterateAsync(context, load, isWarmUp: true), simulations.WarmUp, ending), measured];
        using var ended = ending.Register(() => _context?.StopCurrentTest("interrupted"));
        using var console = new RunnerConsole($"{options.Folder}.console.txt");
        var stats = Run(scenarios);
        Counts = CountsOf(stats);
        Report = ReportOf(stats);
        Replaced = options.Settings.ConfigFile is null ? [] : [.. watch.Differences()];
    }

    private NodeStats Run(ScenarioProps[] scenarios)
    {
        try
        {
            var runner = NBomberRunner
                .RegisterScenarios(scenarios)
                .WithTestSuite("PspLoad")
                .WithTestName(options.Name)
                .WithReportFolder(options.Folder)
                .WithReportFileName("report")
                .WithReportFormats(ReportFormat.Html, ReportFormat.Csv, ReportFormat.Md);
            if (options.Settings.Sinks.Count > 0)
                runner = runner.WithReportingSinks(SinkPackages.Create(options.Settings.Sinks));
            return runner.Run(Arguments());
        }
        catch (Exception refused) when (refused is not (OutOfMemoryException or OperationFailedException))
        {
            var reason = refused.Message.Split('\n')[0].Trim();
            throw new OperationFailedException(
                ExitCode.InvalidUsage,
                $"NBomber {Version} did not run: {Hidden(reason)}",
                $"its log is in {options.Folder}; docs/nbomber.md tells of licences; the embedded engine needs none",
                refused
            );
        }
    }

    private string[] Arguments() =>
        [.. options.Licence is { } key && RunnerVersion.TakesLicence ? [$"--license={key}"] : Array.Empty<string>(), .. options.Settings.Arguments];

    private string Hidden(string text) => options.Licence is { } key ? text.Replace(key, "…", StringComparison.Ordinal) : text;

    private ScenarioProps ScenarioOf(
        string name,
        Func<IScenarioContext, Task<IResponse>> run,
        IReadOnlyList<SimulationStep> simulations,
        CancellationToken ending
    ) =>
        Scenario
            .Create(name, context =>
            {
                _context = context;
                if (ending.IsCancellationRequested)
                    context.StopCurrentTest("interrupted");
                return run(context);
            })
            .WithoutWarmUp()
            .WithRestartIterationOnFail(RestartIterations)
            .WithMaxFailCount(int.MaxValue)
            .WithLoadSimulations([.. simulations.Select(SimulationOf)]);

    /// <summary>One iteration of the measured scenario. Ends the test at once if its simulations were replaced.</summary>
    private async Task<IResponse> MeasuredAsync(IScenarioContext context, IDrivenLoad load, SimulationWatch watch)
    {
        if (!watch.Begin(context.ScenarioInfo.ScenarioDuration) && options.Settings.ConfigFile is not null)
            context.StopCurrentTest("the configuration replaced the planned simulations");
        try
        {
            return await IterateAsync(context, load, isWarmUp: false, end => _tell(end, watch.Running));
        }
        finally
        {
            watch.End();
        }
    }

    private static async Task<IResponse> IterateAsync(IScenarioContext context, IDrivenLoad load, bool isWarmUp, Action<IterationEnd>? ended = null)
    {
        var steps = new RunnerSteps(context);
        var end = await load.RunIterationAsync(isWarmUp, steps);
        await steps.NotedAsync();
        ended?.Invoke(end);
        return end.IsError ? Response.Fail(statusCode: end.Label, message: end.Label) : Response.Ok();
    }

    private static LoadSimulation SimulationOf(SimulationStep step) =>
        step.Kind switch
        {
            SimulationKind.Inject => Simulation.Inject(rate: step.Count, interval: TimeSpan.FromSeconds(1), during: step.During),
            SimulationKind.KeepConstant => Simulation.KeepConstant(copies: step.Count, during: step.During),
            SimulationKind.Pause => Simulation.Pause(during: step.During),
            _ => throw new ArgumentOutOfRangeException(nameof(step), step.Kind, "unnamed simulation"),
        };

    private NBomberCounts? CountsOf(NodeStats stats) =>
        stats.ScenarioStats.FirstOrDefault(scenario => scenario.ScenarioName == options.Name) is { } measured
            ? NBomberCounts.Of(
                RunnerVersion.NBomber,
                measured.Ok.Request.Count,
                measured.Fail.Request.Count,
                measured.StepStats.ToDictionary(
                    step => step.StepName,
                    step => new StepCounts(step.Ok.Request.Count, step.Fail.Request.Count),
                    StringComparer.Ordinal
                )
            )
            : null;

    private static SessionReport ReportOf(NodeStats stats) =>
        new(stats.TestInfo.SessionId, stats.TestInfo.TestSuite, stats.TestInfo.TestName)
        {
            Thresholds = ReportExtras.ThresholdsOf(stats),
            Metrics = ReportExtras.MetricsOf(stats),
        };
}
