using System.CommandLine;
using PspLoad.Core.Configuration;
using PspLoad.Core.Errors;
using PspLoad.Core.Scenarios;
using PspLoad.Load.Runs;
using PspLoad.Payments.Flows;
using PspLoad.Roles;
using PspLoad.Runs;

namespace PspLoad.Cli.Runs;

/// <summary><c>-s SCENARIO</c> and what the command line changes in it.</summary>
/// <param name="defaultName">of the scenario where none is named</param>
internal sealed class ScenarioOptions(string defaultName = "failover")
{
    private readonly Option<string> _scenario = new("--scenario", "-s")
    {
        Description = "a name in scenarios/, or the path of a YAML file",
        HelpName = "SCENARIO",
        DefaultValueFactory = _ => defaultName,
    };
    private readonly Option<string> _rate = new("--rate") { Description = "arrivals a second instead of the scenario's", HelpName = "N" };
    private readonly Option<string> _duration = new("--duration", "-d")
    {
        Description = "of the measured phase instead of the scenario's: 30s, 5m",
        HelpName = "TIME",
    };
    private readonly Option<string> _seed = new("--seed") { Description = "instead of the scenario's", HelpName = "N" };
    private readonly Option<string[]> _set = new("--set")
    {
        Description = "any key of the scenario: --set recovery.p99=1s (any number of times)",
        HelpName = "KEY=VALUE",
    };

    /// <summary>Reads scenarios with the flows, faults and figures that this program has.</summary>
    public static ScenarioReader Reader { get; } =
        new(
            new ScenarioWords(FlowCatalogue.Steps, BuiltInFaults.Catalogue, threshold =>
                RunFigures.Refuse(threshold, new EmbeddedEngine(TimeProvider.System), FlowCatalogue.Steps)
            )
        );

    public void AddTo(Command command, bool withName)
    {
        if (withName)
            command.Add(_scenario);
        command.Add(_rate);
        command.Add(_duration);
        command.Add(_seed);
        command.Add(_set);
    }

    /// <param name="name">instead of the option's</param>
    /// <exception cref="InvalidConfigurationException">the scenario has errors: all of them</exception>
    public Scenario Read(ParseResult parsed, string? name = null)
    {
        var file = new NamedFiles(Checkout.ScenariosDirectory, "scenario").Locate(name ?? parsed.GetRequiredValue(_scenario));
        var result = Reader.Read(file, [.. Overrides(parsed)]);
        return result.Value ?? throw new InvalidConfigurationException(result.Errors);
    }

    private IEnumerable<ScenarioOverride> Overrides(ParseResult parsed)
    {
        foreach (var (option, key) in new[] { (_rate, ScenarioKeys.Rate), (_duration, ScenarioKeys.Duration), (_seed, ScenarioKeys.Seed) })
        {
            if (parsed.GetValue(option) is { } value)
                yield return new ScenarioOverride($"{option.Name} {value}", key.Name, value);
        }
        foreach (var text in parsed.GetValue(_set) ?? [])
        {
            yield return ScenarioOverride.Parse(text)
                ?? throw new OperationFailedException(
                    ExitCode.InvalidUsage,
                    $"--set {ConfigurationError.Quote(text)} is not KEY=VALUE",
                    "for example --set recovery.p99=1s"
                );
        }
    }
}
