using System.CommandLine;
using PspLoad.Cli.Terminal;
using PspLoad.Core.Errors;
using PspLoad.Lab;

namespace PspLoad.Cli.Commands.Lab;

/// <summary><c>lab status</c>: what the engine and the hosts themselves say now. Exit code 3 where the lab is not whole.</summary>
internal static class LabStatusCommand
{
    public static Command Create()
    {
        var environment = EnvironmentOption.Create();
        var command = new Command("status", "what is there, really") { environment };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var lab = await new LabFleet(new Narrator<LabFleet>(), TimeProvider.System).StatusAsync(environment.Read(parsed), cancellationToken);
                LabTable.Write(lab);
                if (lab.State == LabState.Running)
                    return (int)ExitCode.Passed;
                Report.Error(
                    $"the lab of '{lab.Environment}' is {lab.State.ToString().ToLowerInvariant()}; ./run.sh lab up -e {parsed.GetValue(environment)} completes it"
                );
                return (int)ExitCode.ProvisioningFailed;
            }
        );
        return command;
    }
}
