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
        var pairs = new Option<int>("--pairs")
        {
            Description = "number of trials per value (default: 4)",
            HelpName = "N",
            DefaultValueFactory = _ => 4,
        };
        var settle = new Option<string>("--settle")
        {
            Description = "pause before each trial (default: 2s)",
            HelpName = "TIME",
            DefaultValueFactory = _ => "2s",
        };
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
                if (parsed.GetValue(pairs) < FewestPairs)
                    throw Wrong("--pairs is too low", $"expected at least {FewestPairs}");
                var text = parsed.GetRequiredValue(toggle);
                var both = RoleSetting.ParseToggle(text)
                    ?? throw Wrong($"--toggle '{text}' is not ROLE.KEY=A,B", $"for example --toggle {BuiltInRoles.Toggles[0]}");
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
                    parsed.GetValue(pairs),
                    Path.Combine(Checkout.Root, "results"),
                    CapacityOptions.Time(parsed, settle),
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
