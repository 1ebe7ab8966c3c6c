using System.CommandLine;
using PspLoad.Cli.Options;
using PspLoad.Core.Errors;
using PspLoad.Runs.Fleets;

namespace PspLoad.Cli.Commands.Operations;

/// <summary>
/// <c>deploy --image REF</c>: deploys to the standby, switches to it, then deploys to the other server. Exit code 3 if the new image does not
/// become ready; the previous image then runs again.
/// </summary>
internal static class DeployCommand
{
    public static Command Create()
    {
        var environment = EnvironmentOption.Create();
        var image = new Option<string>("--image")
        {
            Description = "an archive written by docker save, or an image on this machine's engine",
            HelpName = "REF",
            Required = true,
        };
        var command = new Command("deploy", "deploy another image of the application without an outage") { environment, image };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var definition = environment.Read(parsed);
                var found = await image.BlameAsync(() => FleetDeployment.FindAsync(parsed.GetRequiredValue(image), cancellationToken));
                await FleetDeployment.RunAsync(definition, found, Checkout.Workstation.Loggers, Console.WriteLine, cancellationToken);
                return (int)ExitCode.Passed;
            }
        );
        return command;
    }
}
