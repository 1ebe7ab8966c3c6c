using System.CommandLine;
using PspLoad.Cli.Options;
using PspLoad.Core.Errors;
using PspLoad.Runs.Fleets;

namespace PspLoad.Cli.Commands.Operations;

/// <summary><c>deploy --image REF</c>: the standby first, switch, then the other. Exit code 3 where it did not get ready; then what ran
/// before runs again.</summary>
internal static class DeployCommand
{
    public static Command Create()
    {
        var environment = EnvironmentOption.Create();
        var image = new Option<string>("--image")
        {
            Description = "an archive of docker save, or an image of this machine's engine",
            HelpName = "REF",
            Required = true,
        };
        var command = new Command("deploy", "bring another image of the application into service without an outage") { environment, image };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await FleetDeployment.RunAsync(
                    environment.Read(parsed),
                    parsed.GetRequiredValue(image),
                    Checkout.Workstation.Loggers,
                    Console.WriteLine,
                    cancellationToken
                );
                return (int)ExitCode.Passed;
            }
        );
        return command;
    }
}
