using System.CommandLine;
using PspLoad.Cli.Terminal;
using PspLoad.Core.Configuration;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Core.Scenarios;
using PspLoad.Roles;
using PspLoad.Runs.Sessions;

namespace PspLoad.Cli.Commands;

/// <summary><c>validate FILE…</c>: prints every error of every file, one line each.</summary>
internal static class ValidateCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "environment and scenario files", Arity = ArgumentArity.OneOrMore };
        var command = new Command("validate", "check environment and scenario files; report all errors at once") { files };
        command.SetAction(parsed => (int)Validate(parsed.GetRequiredValue(files)));
        return command;
    }

    private static ExitCode Validate(string[] files)
    {
        var outcome = ExitCode.Passed;
        foreach (var file in files)
        {
            var (summary, errors) = IsScenario(file) ? ReadScenario(file) : ReadEnvironment(file);
            Report.Errors(errors);
            if (summary is not null)
                Console.WriteLine($"{file}: valid, {summary}");
            else
                outcome = ExitCode.InvalidUsage;
        }
        return outcome;
    }

    /// <summary>A scenario has flows or an executor; an environment has hosts.</summary>
    private static bool IsScenario(string file) =>
        ConfigurationFile.Read(file, []) is { } document
        && document.Entries.Keys.Any(key => key == ScenarioKeys.Flows.Name || key == ScenarioKeys.Executor.Name)
        && !document.Entries.ContainsKey(EnvironmentKeys.Hosts.Name);

    private static (string? Summary, IReadOnlyList<ConfigurationError> Errors) ReadScenario(string file)
    {
        var result = PaymentScenarios.Reader.Read(file);
        return (
            result.Value is { } scenario
                ? $"{scenario.Flows.Count} flows, {scenario.Load.Executor} for {scenario.Load.Duration.TotalSeconds} s, {scenario.Faults.Count} faults"
                : null,
            result.Errors
        );
    }

    private static (string? Summary, IReadOnlyList<ConfigurationError> Errors) ReadEnvironment(string file)
    {
        var result = EnvironmentReader.Read(file, BuiltInRoles.Catalogue);
        return (result.Value is { } environment ? $"{environment.Hosts.Count} hosts{(environment.Lab is null ? "" : ", lab")}" : null, result.Errors);
    }
}
