using System.CommandLine;
using PspLoad.Cli.Options;
using PspLoad.Cli.Terminal;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Engine;
using PspLoad.Runs.Fleets;

namespace PspLoad.Cli.Commands.Provisioning;

/// <summary><c>drift</c>: probe only; exit code 1 when anything differs from what is declared, with the list.</summary>
internal static class DriftCommand
{
    public static Command Create()
    {
        var environment = EnvironmentOption.Create();
        var selection = new SelectionOptions();
        var output = new OutputOptions();
        var command = new Command("drift", "say what differs from the declared state, and change nothing") { environment };
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
