using System.CommandLine;
using PspLoad.Cli.Commands;
using PspLoad.Cli.Commands.Capacity;
using PspLoad.Cli.Commands.Lab;
using PspLoad.Cli.Commands.Operations;
using PspLoad.Cli.Commands.Provisioning;
using PspLoad.Cli.Commands.Reports;
using PspLoad.Cli.Commands.Runs;
using PspLoad.Cli.Terminal;
using PspLoad.Core.Configuration;
using PspLoad.Core.Errors;

namespace PspLoad.Cli;

/// <summary>The composition root: the list of commands, and the exit code of a command that throws.</summary>
internal static class PspLoadProgram
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("PspLoad: proves that a payment service provider carries its load, and loses no money while parts of it fail.")
        {
            RunCommand.Create(),
            RunCommand.CreateSmoke(),
            ReconcileCommand.Create(),
            CapacityCommand.Create(),
            AbCommand.Create(),
            ValidateCommand.Create(),
            LabCommand.Create(),
            ImagesCommand.Create(),
            ProvisionCommand.Create(),
            VerifyCommand.Create(),
            DriftCommand.Create(),
            AuditCommand.Create(),
            SwitchCommand.Create(),
            DeployCommand.Create(),
            StatusCommand.Create(),
            PromoteCommand.Create(),
            RejoinCommand.Create(),
            LoadCommand.Create(),
            ReportCommand.Create(),
            CompareCommand.Create(),
            BaselineCommand.Create(),
            HistoryCommand.Create(),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                Report.Error($"{error.Message} ./run.sh help lists the commands.");
            return (int)ExitCode.InvalidUsage;
        }

        using var interrupt = new Interrupt();
        try
        {
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parsed.InvokeAsync(configuration, interrupt.Token);
        }
        catch (OperationCanceledException) when (interrupt.Token.IsCancellationRequested)
        {
            Report.Error("interrupted; run the same command again to complete it");
            return (int)ExitCode.Interrupted;
        }
        catch (InvalidConfigurationException invalid)
        {
            foreach (var error in invalid.Errors)
                Report.Line(error);
            return (int)ExitCode.InvalidUsage;
        }
        catch (OperationFailedException failed)
        {
            Report.Error(failed.Message);
            return (int)failed.ExitCode;
        }
    }
}
