using System.CommandLine;
using PspLoad.Capacity.Comparison;
using PspLoad.Cli.Options;
using PspLoad.Cli.Terminal;
using PspLoad.Core.Configuration;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Core.Scenarios;
using PspLoad.Reporting.Capacity;
using PspLoad.Roles;
using PspLoad.Runs.Engines;
using PspLoad.Runs.Platforms;
using PspLoad.Runs.Settings;

namespace PspLoad.Cli.Commands.Capacity;

/// <summary>
/// <c>ab --toggle ROLE.KEY=a,b</c>: measures the cost of a setting. The same load runs with each of the two values in turn; see <see cref="SettingRun"/>.
/// </summary>
internal static class AbCommand
{
    private const int FewestPairs = 2;

    public static Command Create()
    {
        var environment = EnvironmentOption.Create();
        var scenario = new ScenarioOptions("capacity");
        var toggle = new Option<string>("--toggle")
        {
            Description = $"a role parameter and its two values, for example {BuiltInRoles.Toggles[0]}",
            HelpName = "ROLE.KEY=A,B",
            Required = true,
        };
        var pairs = new Option<string>("--pairs") { Description = "number of trials per value (default: 4)", HelpName = "N" };
        var settle = new Option<string>("--settle") { Description = "pause before each trial (default: 2s)", HelpName = "TIME" };
        var command = new Command("ab", "measure what a setting costs: the same load with each of its two values in turn")
        {
            environment,
            toggle,
            pairs,
            settle,
        };
        scenario.AddTo(command, withName: true);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var read = scenario.Read(parsed);
                if (!read.Load.IsOpen || read.Load.Stages is not [_])
                    throw Wrong($"scenario {read.Name} uses {read.Load.Executor}", $"ab needs {Executors.ConstantArrivalRate}");
                var reader = new OptionReader(parsed);
                var pairsOfTrials = reader.Integer(pairs, 4, FewestPairs, 1000);
                var pause = reader.Duration(settle, CapacityOptions.DefaultSettle, mayBeZero: true);
                var text = parsed.GetRequiredValue(toggle);
                if (RoleSetting.ParseToggle(text) is not { } both)
                {
                    reader.Problems.Add($"{toggle.Name} {ConfigurationError.Quote(text)} is not ROLE.KEY=A,B; for example --toggle {BuiltInRoles.Toggles[0]}");
                    throw new InvalidUsageException(reader.Problems);
                }
                reader.RefuseProblems();
                var definition = environment.Read(parsed);
                foreach (var setting in new[] { both.A, both.B })
                {
                    if (
                        definition.With(BuiltInRoles.Catalogue, $"--toggle {text}", setting.Role, setting.Key, setting.Value) is
                        { Value: null, Errors: var errors }
                    )
                    {
                        throw new InvalidConfigurationException(errors);
                    }
                }

                using var interrupts = new Interrupts(cancellationToken);
                await using var platform = new EnvironmentPlatform(
                    definition,
                    read,
                    EngineChoice.Embedded,
                    provisions: false,
                    Checkout.Workstation,
                    new PlatformView()
                );
                var run = new SettingRun(
                    read,
                    both,
                    pairsOfTrials,
                    Path.Combine(Checkout.Root, "results"),
                    pause,
                    platform,
                    EngineChoice.Embedded.Engine,
                    new CapacityView(Console.Error, TimeProvider.System),
                    TimeProvider.System
                );
                var (comparison, folder) = await run.RunAsync(interrupts.Interruption);
                var shown = Path.GetRelativePath(Environment.CurrentDirectory, folder);
                Console.Write(SettingText.Write(shown, comparison));
                return comparison.ExitCode;
            }
        );
        return command;
    }

    private static OperationFailedException Wrong(string problem, string remedy) => new(ExitCode.InvalidUsage, problem, remedy);
}
