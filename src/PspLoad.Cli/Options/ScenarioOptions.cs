using System.CommandLine;
using PspLoad.Core.Configuration;
using PspLoad.Core.Errors;
using PspLoad.Core.Scenarios;
using PspLoad.Runs.Sessions;

namespace PspLoad.Cli.Options;

/// <summary><c>-s SCENARIO</c>, and the options that change the scenario.</summary>
/// <param name="defaultName">scenario to use if the command line names none</param>
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

    public void AddTo(Command command, bool withName)
    {
        if (withName)
            command.Add(_scenario);
        command.Add(_rate);
        command.Add(_duration);
        command.Add(_seed);
        command.Add(_set);
    }

    /// <param name="name">scenario to read instead of the option's; null: the option's</param>
    /// <exception cref="InvalidConfigurationException">the scenario has errors; the exception lists all of them</exception>
    public Scenario Read(ParseResult parsed, string? name = null)
    {
        var files = new NamedFiles(Checkout.ScenariosDirectory, "scenario");
        var file = name is null ? _scenario.Blame(() => files.Locate(parsed.GetRequiredValue(_scenario))) : files.Locate(name);
        var result = PaymentScenarios.Reader.Read(file, [.. Overrides(parsed)]);
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
