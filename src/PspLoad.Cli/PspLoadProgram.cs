using System.CommandLine;
using PspLoad.Cli.Commands;
using PspLoad.Cli.Commands.Capacity;
using PspLoad.Cli.Commands.Lab;
using PspLoad.Cli.Commands.Operations;
using PspLoad.Cli.Commands.Provisioning;
using PspLoad.Cli.Commands.Reports;
using PspLoad.Cli.Commands.Runs;
using PspLoad.Cli.Options;
using PspLoad.Cli.Terminal;
using PspLoad.Core.Errors;

namespace PspLoad.Cli;

/// <summary>The composition root: the list of commands, and the exit code of a command that throws.</summary>
internal static class PspLoadProgram
{
    public static async Task<int> RunAsync(string[] args)
    {
        GuardedWriter.Install();
        using var interrupt = new Interrupt();
        try
        {
            return await RunAsync(CreateRoot(), args, interrupt);
        }
        catch (Exception failure)
        {
            return (int)Failures.Tell(failure, interrupt.Token.IsCancellationRequested);
        }
    }

    /// <summary>All commands.</summary>
    internal static RootCommand CreateRoot() =>
        new("PspLoad: proves that a payment service provider carries its load, and loses no money while parts of it fail.")
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

    private static async Task<int> RunAsync(RootCommand root, string[] args, Interrupt interrupt)
    {
        // A value that begins with @ is a value. As a response file, --body @FILE would lose and add bytes.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (FlagValues.Refuse(parsed, args) is { Count: > 0 } values)
            throw new InvalidUsageException(values);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                Report.Error($"{error.Message} ./run.sh help lists the commands.");
            return (int)ExitCode.InvalidUsage;
        }
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        return await parsed.InvokeAsync(configuration, interrupt.Token);
    }
}
