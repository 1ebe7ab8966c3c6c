using System.CommandLine;
using PspLoad.Cli.Options;
using PspLoad.Cli.Terminal;
using PspLoad.Core.Errors;
using PspLoad.Lab;

namespace PspLoad.Cli.Commands.Lab;

/// <summary><c>lab up</c>: creates or completes the hosts. A second call changes nothing.</summary>
internal static class LabUpCommand
{
    public static Command Create()
    {
        var environment = EnvironmentOption.Create();
        var command = new Command("up", "create or complete the hosts; a second run changes nothing") { environment };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var lab = await new LabFleet(new Narrator<LabFleet>(), TimeProvider.System).UpAsync(environment.Read(parsed), cancellationToken);
                LabTable.Write(lab);
                Console.WriteLine(lab.Changes.Count == 0 ? "nothing to change" : $"open a shell: ./run.sh lab ssh -e {parsed.GetValue(environment)} HOST");
                return (int)ExitCode.Passed;
            }
        );
        return command;
    }
}
