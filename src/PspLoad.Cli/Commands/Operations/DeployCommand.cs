using System.CommandLine;
using PspLoad.Cli.Commands.Provisioning;
using PspLoad.Cli.Images;
using PspLoad.Core.Errors;
using PspLoad.Provisioning;
using PspLoad.Provisioning.Engine;
using PspLoad.Provisioning.Images;
using PspLoad.Provisioning.Journal;
using PspLoad.Roles;
using PspLoad.Roles.Operations;

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
                var found = await ImageReference.FindAsync(parsed.GetRequiredValue(image), LocalImage.ReferencePsp, cancellationToken);
                using var turn = EnvironmentLock.Take(definition, FleetSession.Actor, TimeProvider.System);
                await using var session = await FleetSession.OpenAsync(definition, cancellationToken);
                using var journal = AuditJournal.Open(Path.Combine(definition.StateDirectory, "provision.ndjson"), TimeProvider.System, FleetSession.Actor);
                var provisioner = new Provisioner(session.Environment, BuiltInRoles.All, session.ShellOf, session.Secrets, journal, TimeProvider.System);
                await new DeployOperation(session.Environment, session.ShellOf, provisioner).RunAsync(found, Console.WriteLine, cancellationToken);
                return (int)ExitCode.Passed;
            }
        );
        return command;
    }
}
