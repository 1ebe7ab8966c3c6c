using System.CommandLine;
using PspLoad.Cli.Options;
using PspLoad.Cli.Terminal;
using PspLoad.Core.Configuration;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Core.Scenarios;
using PspLoad.Reporting;
using PspLoad.Reporting.Summaries;
using PspLoad.Runs;
using PspLoad.Runs.Engines;
using PspLoad.Runs.Platforms;

namespace PspLoad.Cli.Commands.Runs;

/// <summary>
/// <c>run</c>: the main job. Creates the hosts, provisions and verifies them, drives payment load with faults, reconciles, and reports a verdict; see
/// <see cref="BenchmarkRun"/>.
/// </summary>
internal static class RunCommand
{
    public static Command Create() => Create("run", "build, load, break and reconcile: a scenario on an environment", fixedScenario: null);

    /// <summary><c>smoke</c>: the same with the scenario <c>smoke</c>, for every push.</summary>
    public static Command CreateSmoke() => Create("smoke", "the scenario smoke: short, for CI", fixedScenario: "smoke");

    private static Command Create(string name, string description, string? fixedScenario)
    {
        var options = new RunOptions();
        var command = new Command(name, description);
        options.AddTo(command, withScenario: fixedScenario is null);
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, options, fixedScenario, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, RunOptions options, string? fixedScenario, CancellationToken cancellationToken)
    {
        var scenario = options.Scenario.Read(parsed, fixedScenario);
        var plan = new RunPlan(scenario, options.ResultsIn(parsed), options.Keeps(parsed));
        var (settings, wrong) = options.NBomber.Read(parsed, parsed.GetRequiredValue(options.Engine));
        foreach (var problem in wrong)
            Report.Error(problem);
        if (wrong.Count > 0)
            return (int)ExitCode.InvalidUsage;
        var engine = EngineChoice.Of(parsed.GetRequiredValue(options.Engine), settings);
        if (engine.Engine.Refuse(scenario.Load) is { Count: > 0 } problems)
        {
            foreach (var problem in problems)
                Report.Error($"scenario '{scenario.Name}': {problem}");
            return (int)ExitCode.InvalidUsage;
        }
        using var interrupts = new Interrupts(cancellationToken);
        await using var platform = PlatformOf(parsed, options, scenario, engine);
        var view = new RunView(Console.Error, LiveTerminal.RewritesLines, TimeProvider.System);
        try
        {
            var (run, folder) = await new BenchmarkRun(plan, platform, engine.Engine, view, TimeProvider.System).RunAsync(interrupts.Interruption);
            ConsoleSummary.Write(Console.Out, ReportWriter.WriteAll(Path.GetRelativePath(Environment.CurrentDirectory, folder)), ConsoleSummary.IsColorful);
            return run.Verdict.ExitCode;
        }
        catch (OperationCanceledException) when (interrupts.Stop.IsCancellationRequested)
        {
            Report.Error("interrupted; what was measured and journalled is in results/latest, and ./run.sh reconcile results/latest finishes it");
            return (int)ExitCode.Interrupted;
        }
    }

    private static IPlatform PlatformOf(ParseResult parsed, RunOptions options, Scenario scenario, EngineChoice engine)
    {
        if (options.OriginOf(parsed) is { } origin)
            return new BareTarget(origin, scenario, engine, Checkout.Root);
        var environment = options.Environment.Read(parsed);
        RequireFit(scenario, environment);
        return new EnvironmentPlatform(environment, scenario, engine, options.Provisions(parsed), Checkout.Workstation, new PlatformView());
    }

    private static void RequireFit(Scenario scenario, PspEnvironment environment)
    {
        var errors = ScenarioRules.Check(scenario, environment);
        if (errors.Count > 0)
            throw new InvalidConfigurationException(errors);
    }
}
