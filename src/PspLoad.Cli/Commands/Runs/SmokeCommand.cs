using System.CommandLine;

namespace PspLoad.Cli.Commands.Runs;

/// <summary><c>smoke</c>: runs the scenario <c>smoke</c>, which is short enough for every push.</summary>
internal static class SmokeCommand
{
    public static Command Create()
    {
        var options = new RunOptions();
        var command = new Command("smoke", "run the scenario smoke: short, for CI");
        options.AddTo(command, withScenario: false);
        command.SetAction((parsed, cancellationToken) => RunCommand.RunAsync(parsed, options, "smoke", cancellationToken));
        return command;
    }
}
