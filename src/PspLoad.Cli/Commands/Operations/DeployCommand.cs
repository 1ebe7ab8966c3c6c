using System.CommandLine;
using PspLoad.Cli.Options;
using PspLoad.Core.Errors;
using PspLoad.Provisioning;
using PspLoad.Provisioning.Engine;
using PspLoad.Provisioning.Images;
using PspLoad.Roles;
using PspLoad.Roles.Operations;
using PspLoad.Runs;
using PspLoad.Runs.Fleets;
using PspLoad.Runs.Images;

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
                var definition = environment.Read(parsed);
                var found = await ImageReference.FindAsync(parsed.GetRequiredValue(image), LocalImage.ReferencePsp, cancellationToken);
                using var turn = EnvironmentLock.Take(definition, Workstation.Actor, TimeProvider.System);
                await using var session = await FleetSession.OpenAsync(definition, Checkout.Workstation.Loggers, cancellationToken);
                using var journal = FleetSession.OpenJournal(definition);
                var provisioner = new Provisioner(session.Environment, BuiltInRoles.All, session.ShellOf, session.Secrets, journal, TimeProvider.System);
                await new DeployOperation(session.Environment, session.ShellOf, provisioner).RunAsync(found, Console.WriteLine, cancellationToken);
                return (int)ExitCode.Passed;
            }
        );
        return command;
    }
}
