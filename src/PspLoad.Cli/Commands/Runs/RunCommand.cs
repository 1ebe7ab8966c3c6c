using System.CommandLine;
using PspLoad.Cli.Options;
using PspLoad.Cli.Terminal;
using PspLoad.Core.Configuration;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Core.Scenarios;
using PspLoad.Reporting;
using PspLoad.Reporting.Runs;
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
        if (wrong.Count > 0)
            throw new InvalidUsageException(wrong);
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
        var benchmark = new BenchmarkRun(plan, platform, engine.Engine, view, TimeProvider.System);
        try
        {
            var (run, folder) = await benchmark.RunAsync(interrupts.Interruption);
            Show(RecordedRun.Read(Path.GetRelativePath(Environment.CurrentDirectory, folder)));
            return run.Verdict.ExitCode;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException && benchmark.Folder is not null)
        {
            throw new OperationFailedException(
                ExitCode.RunInvalid,
                $"output: the run's folder cannot be written: {failed.Message}",
                $"free the disk; ./run.sh reconcile {Path.GetRelativePath(Environment.CurrentDirectory, benchmark.Folder)} then finishes the run",
                failed
            );
        }
        catch (OperationCanceledException) when (interrupts.Stop.IsCancellationRequested)
        {
            Report.Error(
                benchmark.Folder is { } begun && Path.GetRelativePath(Environment.CurrentDirectory, begun) is var shown
                    ? $"interrupted; what was measured and journalled is in {shown}, and ./run.sh reconcile {shown} finishes it"
                    : "interrupted before the hosts were up; nothing was measured"
            );
            return (int)ExitCode.Interrupted;
        }
    }

    /// <summary>Writes the report and prints the result, which is printed even if the report cannot be written.</summary>
    private static void Show(RecordedRun recorded)
    {
        Exception? failure = null;
        try
        {
            ReportWriter.Write(recorded);
        }
        catch (Exception unwritten) when (unwritten is IOException or UnauthorizedAccessException)
        {
            failure = unwritten;
        }
        ConsoleSummary.Write(Console.Out, recorded, ConsoleSummary.IsColorful);
        if (failure is not null)
            throw new OutputFailedException("the report", failure);
    }

    private static IPlatform PlatformOf(ParseResult parsed, RunOptions options, Scenario scenario, EngineChoice engine)
    {
        if (options.OriginOf(parsed) is { } origin)
        {
            var target = new BareTarget(origin, scenario, engine, Checkout.Root);
            target.RequireReadable();
            return target;
        }
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
