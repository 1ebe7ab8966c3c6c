using System.CommandLine;
using PspLoad.Cli.Options;
using PspLoad.Cli.Terminal;
using PspLoad.Core.Errors;
using PspLoad.Runs.Fleets;

namespace PspLoad.Cli.Commands.Provisioning;

/// <summary>
/// <c>provision</c>: brings the hosts to their declared state. With <c>--check</c> it prints what it would change. Exit code 3 if anything failed.
/// </summary>
internal static class ProvisionCommand
{
    public static Command Create()
    {
        var environment = EnvironmentOption.Create();
        var selection = new SelectionOptions();
        var check = new Option<bool>("--check") { Description = "print the plan and change nothing" };
        var diff = new Option<bool>("--diff") { Description = "show how files differ" };
        var output = new OutputOptions();
        var command = new Command("provision", "bring the hosts to their declared state; a second run changes nothing") { environment, check, diff };
        selection.AddTo(command);
        output.AddTo(command);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var definition = environment.Read(parsed);
                var options = selection.Read(parsed, definition, parsed.GetValue(check)) with { Differences = parsed.GetValue(diff) };
                var result = await new FleetProvisioning(Checkout.Workstation, new ProvisionView(output.Read(parsed))).RunAsync(
                    definition,
                    options,
                    cancellationToken
                );
                return (int)(result.Succeeded ? ExitCode.Passed : ExitCode.ProvisioningFailed);
            }
        );
        return command;
    }
}
