using System.CommandLine;
using PspLoad.Cli.Options;
using PspLoad.Core.Configuration;
using PspLoad.Core.Errors;
using PspLoad.Reporting.History;

namespace PspLoad.Cli.Commands.Reports;

/// <summary><c>history</c>: lists all runs and draws the trend of each scenario.</summary>
internal static class HistoryCommand
{
    public static Command Create()
    {
        var scenario = new Option<string>("--scenario", "-s") { Description = "only runs of this scenario", HelpName = "SCENARIO" };
        var command = new Command("history", "list runs and draw each scenario's trend") { scenario };
        command.SetAction(parsed => (int)List(parsed.GetValue(scenario)));
        return command;
    }

    private static ExitCode List(string? scenario)
    {
        var entries = HistoryStore.Read(Checkout.ResultsDirectory, scenario);
        if (entries.Count == 0)
        {
            throw new OperationFailedException(
                ExitCode.InvalidUsage,
                scenario is null ? "there is no run yet" : $"--scenario {ConfigurationError.Quote(scenario)} has no run yet",
                "start one with ./run.sh"
            );
        }

        HistoryText.Write(Console.Out, entries);
        foreach (var picture in HistoryFiles.Write(Checkout.ResultsDirectory, entries))
            Console.WriteLine($"trend: {picture}");
        return ExitCode.Passed;
    }
}
