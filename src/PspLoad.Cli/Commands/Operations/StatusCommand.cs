using System.CommandLine;
using PspLoad.Cli.Options;
using PspLoad.Cli.Terminal;
using PspLoad.Core.Errors;
using PspLoad.Roles;
using PspLoad.Roles.Operations;
using PspLoad.Runs.Fleets;

namespace PspLoad.Cli.Commands.Operations;

/// <summary>
/// <c>status</c>: the active server and the health of all hosts, on one page. Exit code 3 if a host does not answer or no server is
/// active and ready.
/// </summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var environment = EnvironmentOption.Create();
        var command = new Command("status", "show one page: active server, running images, replication, certificates, disks") { environment };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await using var session = await FleetSession.OpenAsync(environment.Read(parsed), Checkout.Workstation.Loggers, cancellationToken);
                var journal = FleetSession.JournalOf(session.Environment);
                var status = await new StatusOperation(session.Environment, BuiltInRoles.All, session.ShellOf, journal).RunAsync(cancellationToken);
                StatusPage.Write(status);
                return (int)(status.IsWhole ? ExitCode.Passed : ExitCode.ProvisioningFailed);
            }
        );
        return command;
    }
}
