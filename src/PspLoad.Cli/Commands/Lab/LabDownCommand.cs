using System.CommandLine;
using PspLoad.Cli.Options;
using PspLoad.Cli.Terminal;
using PspLoad.Core.Errors;
using PspLoad.Lab;

namespace PspLoad.Cli.Commands.Lab;

/// <summary><c>lab down</c>: removes the hosts and the leftovers of killed runs, and nothing else on the engine.</summary>
internal static class LabDownCommand
{
    public static Command Create()
    {
        var environment = EnvironmentOption.Create();
        var command = new Command("down", "remove the hosts and the leftovers of killed runs") { environment };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var lab = await new LabFleet(new Narrator<LabFleet>(), TimeProvider.System).DownAsync(environment.Read(parsed), cancellationToken);
                Console.WriteLine(lab.Changes.Count == 0 ? "there was nothing to remove" : $"lab {lab.Environment} is removed");
                return (int)ExitCode.Passed;
            }
        );
        return command;
    }
}
