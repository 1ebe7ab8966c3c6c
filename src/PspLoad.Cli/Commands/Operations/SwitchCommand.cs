using System.CommandLine;
using PspLoad.Cli.Options;
using PspLoad.Core.Errors;
using PspLoad.Roles.Operations;
using PspLoad.Runs;
using PspLoad.Runs.Fleets;

namespace PspLoad.Cli.Commands.Operations;

/// <summary><c>switch --to HOST</c>: makes another application server the active one. If it is not ready: exit code 3, and nothing is changed.</summary>
internal static class SwitchCommand
{
    public static Command Create()
    {
        var environment = EnvironmentOption.Create();
        var to = new Option<string>("--to")
        {
            Description = "the application server to activate",
            HelpName = "HOST",
            Required = true,
        };
        var why = new Option<string>("--reason")
        {
            Description = "for the log of the front",
            HelpName = "TEXT",
            DefaultValueFactory = _ => $"by hand, {Workstation.Actor}",
        };
        var force = new Option<bool>("--force") { Description = "also where it is not ready" };
        var command = new Command("switch", "make another application server the active one") { environment, to, why, force };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var definition = environment.Read(parsed);
                to.Blame(() => SwitchOperation.RequireServer(definition, parsed.GetRequiredValue(to)));
                await using var session = await FleetSession.OpenAsync(definition, Checkout.Workstation.Loggers, cancellationToken);
                var operation = new SwitchOperation(session.Environment, session.ShellOf);
                await operation.RunAsync(
                    parsed.GetRequiredValue(to),
                    parsed.GetRequiredValue(why),
                    parsed.GetValue(force),
                    Console.WriteLine,
                    cancellationToken
                );
                return (int)ExitCode.Passed;
            }
        );
        return command;
    }
}
