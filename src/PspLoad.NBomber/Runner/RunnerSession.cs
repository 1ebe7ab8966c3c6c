using NBomber.Contracts;
using NBomber.Contracts.Stats;
using NBomber.CSharp;
using PspLoad.Core.Errors;
using PspLoad.Load.Driven;
using PspLoad.Load.Plans;
using PspLoad.NBomber.Sessions;
using PspLoad.NBomber.Simulations;

namespace PspLoad.NBomber.Runner;

/// <summary>A session on <see cref="NBomberRunner"/>. It uses only the API that NBomber 4.1 and later versions share.</summary>
internal sealed class RunnerSession(SessionOptions options) : NBomberSession
{
    private const int FirstLicensedVersion = 5;
    private static readonly Version s_version = typeof(NBomberRunner).Assembly.GetName().Version!;

    private volatile IScenarioContext? _context;

    public override string Version => s_version.ToString(fieldCount: 3);

    public override Task DriveAsync(LoadPlan plan, IDrivenLoad load, CancellationToken ending) =>
        Task.Factory.StartNew(() => Drive(plan, load, ending), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Drive(LoadPlan plan, IDrivenLoad load, CancellationToken ending)
    {
        var simulations = SimulationMapping.Of(plan.Model, plan.WarmUp);
        var measured = ScenarioOf(options.Name, load, isWarmUp: false, simulations.Measured, ending)
            .WithInit(_ =>
            {
                load.Begin();
                return Task.CompletedTask;
            })
            .WithClean(_ =>
            {
                load.EndArrivals();
                return Task.CompletedTask;
            });
        ScenarioProps[] scenarios =
            simulations.WarmUp.Count == 0 ? [measured] : [ScenarioOf($"{options.Name} (warm-up)", load, isWarmUp: true, simulations.WarmUp, ending), measured];
        using var ended = ending.Register(() => _context?.StopCurrentTest("interrupted"));
        using var console = new RunnerConsole($"{options.Folder}.console.txt");
        Counts = CountsOf(Run(scenarios));
    }

    private NodeStats Run(ScenarioProps[] scenarios)
    {
        // Versions before 5 do not have this argument.
        string[] arguments = options.Licence is { } key && s_version.Major >= FirstLicensedVersion ? [$"--license={key}"] : [];
        try
        {
            return NBomberRunner
                .RegisterScenarios(scenarios)
                .WithTestSuite("PspLoad")
                .WithTestName(options.Name)
                .WithReportFolder(options.Folder)
                .WithReportFileName("report")
                .WithReportFormats(ReportFormat.Html, ReportFormat.Csv, ReportFormat.Md)
                .Run(arguments);
        }
        catch (Exception refused) when (refused is not OutOfMemoryException)
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

    private string Hidden(string text) => options.Licence is { } key ? text.Replace(key, "…", StringComparison.Ordinal) : text;

    private ScenarioProps ScenarioOf(string name, IDrivenLoad load, bool isWarmUp, IReadOnlyList<SimulationStep> simulations, CancellationToken ending) =>
        Scenario
            .Create(name, async context =>
            {
                _context = context;
                if (ending.IsCancellationRequested)
                    context.StopCurrentTest("interrupted");
                var steps = new RunnerSteps(context);
                var end = await load.RunIterationAsync(isWarmUp, steps);
                await steps.NotedAsync();
                return end.IsError ? Response.Fail(statusCode: end.Label, message: end.Label) : Response.Ok();
            })
            .WithoutWarmUp()
            .WithRestartIterationOnFail(shouldRestart: false)
            .WithMaxFailCount(int.MaxValue)
            .WithLoadSimulations([.. simulations.Select(SimulationOf)]);

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
            ? new NBomberCounts(
                measured.Ok.Request.Count,
                measured.Fail.Request.Count,
                measured.StepStats.ToDictionary(step => step.StepName, step => (long)step.Ok.Request.Count + step.Fail.Request.Count, StringComparer.Ordinal)
            )
            : null;
}
