using System.CommandLine;
using PspLoad.Cli.Runs;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Core.Runs;
using PspLoad.Core.Scenarios;
using PspLoad.Reporting;
using PspLoad.Reporting.Summaries;
using PspLoad.Runs;

namespace PspLoad.Cli.Commands.Runs;

/// <summary>
/// <c>run</c>: the main job. Creates the hosts, provisions and verifies them, drives payment load with faults, reconciles, and reports a verdict; see
/// <see cref="BenchmarkRun"/>.
/// </summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var options = new RunOptions();
        var command = new Command("run", "run a scenario on an environment: build, load, break, reconcile");
        options.AddTo(command, withScenario: true);
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, options, null, cancellationToken));
        return command;
    }

    internal static async Task<int> RunAsync(ParseResult parsed, RunOptions options, string? scenarioName, CancellationToken cancellationToken)
    {
        var scenario = options.Scenario.Read(parsed, scenarioName);
        var plan = new RunPlan(scenario, options.ResultsIn(parsed), options.Keeps(parsed));
        var engine = EngineChoice.Of(parsed.GetRequiredValue(options.Engine));
        if (engine.Engine.Refuse(scenario.Load) is { Count: > 0 } problems)
        {
            foreach (var problem in problems)
                Terminal.Report.Error($"scenario '{scenario.Name}': {problem}");
            return (int)ExitCode.InvalidUsage;
        }
        using var interrupts = new Interrupts(cancellationToken);
        if (options.OriginOf(parsed) is { } origin)
            return await RunAsync(plan, new BareTarget(origin, scenario, engine), engine.Engine, interrupts);

        var environment = options.Environment.Read(parsed);
        RequireFit(scenario, environment);
        await using var platform = new EnvironmentPlatform(environment, scenario, engine, options.Provisions(parsed));
        return await RunAsync(plan, platform, engine.Engine, interrupts);
    }

    private static async Task<int> RunAsync(RunPlan plan, IPlatform platform, ILoadEngine engine, Interrupts interrupts)
    {
        var view = new RunView(Console.Error, !Console.IsErrorRedirected, TimeProvider.System);
        try
        {
            var (run, folder) = await new BenchmarkRun(plan, platform, engine, view, TimeProvider.System).RunAsync(interrupts.Interruption);
            ConsoleSummary.Write(Console.Out, ReportWriter.WriteAll(Path.GetRelativePath(Environment.CurrentDirectory, folder)), ConsoleSummary.IsColorful);
            return run.Verdict.ExitCode;
        }
        catch (OperationCanceledException) when (interrupts.Stop.IsCancellationRequested)
        {
            Terminal.Report.Error("interrupted; the measurements and the journal are in results/latest; ./run.sh reconcile results/latest completes the run");
            return (int)ExitCode.Interrupted;
        }
    }

    private static void RequireFit(Scenario scenario, PspEnvironment environment)
    {
        var errors = ScenarioRules.Check(scenario, environment);
        if (errors.Count > 0)
            throw new InvalidConfigurationException(errors);
    }
}
