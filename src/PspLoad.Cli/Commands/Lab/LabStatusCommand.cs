using System.CommandLine;
using PspLoad.Cli.Options;
using PspLoad.Cli.Terminal;
using PspLoad.Core.Errors;
using PspLoad.Lab;

namespace PspLoad.Cli.Commands.Lab;

/// <summary><c>lab status</c>: the state of the lab, as the engine and the hosts report it. Exit code 3 unless every host runs.</summary>
internal static class LabStatusCommand
{
    public static Command Create()
    {
        var environment = EnvironmentOption.Create();
        var command = new Command("status", "show the state of the lab and its hosts") { environment };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var lab = await new LabFleet(new Narrator<LabFleet>(), TimeProvider.System).StatusAsync(environment.Read(parsed), cancellationToken);
                LabTable.Write(lab);
                if (lab.State == LabState.Running)
                    return (int)ExitCode.Passed;
                var state = lab.State.ToString().ToLowerInvariant();
                Report.Error($"the lab of '{lab.Environment}' is {state}; run ./run.sh lab up -e {parsed.GetValue(environment)} to complete it");
                return (int)ExitCode.ProvisioningFailed;
            }
        );
        return command;
    }
}
