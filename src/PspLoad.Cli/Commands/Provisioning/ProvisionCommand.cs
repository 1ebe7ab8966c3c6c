using System.CommandLine;
using PspLoad.Cli.Images;
using PspLoad.Cli.Terminal;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Provisioning;
using PspLoad.Provisioning.Engine;
using PspLoad.Provisioning.Images;
using PspLoad.Provisioning.Journal;
using PspLoad.Provisioning.Roles;
using PspLoad.Roles;
using PspLoad.Roles.Control;
using PspLoad.Roles.Images;

namespace PspLoad.Cli.Commands.Provisioning;

/// <summary><c>provision</c>: bring the hosts to their declared state; <c>--check</c>: say what would be changed. Exit code 3 when
/// something failed.</summary>
internal static class ProvisionCommand
{
    public static Command Create()
    {
        var environment = EnvironmentOption.Create();
        var selection = new SelectionOptions();
        var check = new Option<bool>("--check") { Description = "print the plan and change nothing" };
        var diff = new Option<bool>("--diff") { Description = "show the differences of files" };
        var output = new OutputOptions();
        var command = new Command("provision", "bring the hosts to their declared state; a second time changes nothing") { environment, check, diff };
        selection.AddTo(command);
        output.AddTo(command);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var definition = environment.Read(parsed);
                var options = selection.Read(parsed, definition, parsed.GetValue(check)) with { Differences = parsed.GetValue(diff) };
                var result = await RunAsync(definition, options, output.Read(parsed), cancellationToken);
                return (int)(result.Succeeded ? ExitCode.Passed : ExitCode.ProvisioningFailed);
            }
        );
        return command;
    }

    /// <summary>A run that reaches the host through which images go hands over this checkout's, where nothing else was deployed: a lab runs
    /// what is being worked on.</summary>
    private static bool Pushes(PspEnvironment environment, ProvisionOptions options) =>
        environment.HostsWith(ControlRole.RoleName).Any(host => options.Includes(host.Name, ControlRole.RoleName))
        && (environment.Lab is not null || ReleaseFile.Find(environment, LocalImage.ReferencePsp) is null);

    internal static async Task<ProvisionResult> RunAsync(
        PspEnvironment definition,
        ProvisionOptions options,
        OutputLevel level,
        CancellationToken cancellationToken
    )
    {
        var images = options.Check || !Pushes(definition, options) ? [] : await CheckoutImages.DescribeAsync(definition, cancellationToken);
        using var turn = options.Check ? null : EnvironmentLock.Take(definition, FleetSession.Actor, TimeProvider.System);
        await using var session = await FleetSession.OpenAsync(definition, cancellationToken);
        using var journal = options.Check
            ? AuditJournal.None
            : AuditJournal.Open(Path.Combine(definition.StateDirectory, "provision.ndjson"), TimeProvider.System, FleetSession.Actor);
        var provisioner = new Provisioner(session.Environment, BuiltInRoles.All, session.ShellOf, session.Secrets, journal, TimeProvider.System)
        {
            Images = images,
        };
        var view = ProvisionView.Of(level, session.Secrets.Redact);
        var started = TimeProvider.System.GetTimestamp();
        var result = await view.WatchAsync(progress => provisioner.RunAsync(options, progress, cancellationToken));
        view.Summarise(result, options, TimeProvider.System.GetElapsedTime(started));
        return result;
    }
}
