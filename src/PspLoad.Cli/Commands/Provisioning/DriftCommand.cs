using System.CommandLine;
using PspLoad.Cli.Options;
using PspLoad.Cli.Terminal;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Engine;
using PspLoad.Runs.Fleets;

namespace PspLoad.Cli.Commands.Provisioning;

/// <summary><c>drift</c>: probes the hosts and lists what differs from the declared state. Exit code 1 if anything differs.</summary>
internal static class DriftCommand
{
    public static Command Create()
    {
        var environment = EnvironmentOption.Create();
        var selection = new SelectionOptions();
        var output = new OutputOptions();
        var command = new Command("drift", "list what differs from the declared state; change nothing") { environment };
        selection.AddTo(command);
        output.AddTo(command);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var definition = environment.Read(parsed);
                var options = selection.Read(parsed, definition, check: true);
                var result = await new FleetProvisioning(Checkout.Workstation, new ProvisionView(output.Read(parsed))).RunAsync(
                    definition,
                    options,
                    cancellationToken
                );
                if (!result.Succeeded)
                    return (int)ExitCode.ProvisioningFailed;
                return (int)(result.Count(ResourceStatus.Changed) == 0 ? ExitCode.Passed : ExitCode.ThresholdFailed);
            }
        );
        return command;
    }
}
