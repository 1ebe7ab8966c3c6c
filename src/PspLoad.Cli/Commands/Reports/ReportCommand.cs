using System.CommandLine;
using PspLoad.Core.Errors;
using PspLoad.Reporting;
using PspLoad.Reporting.ConsoleOutput;
using PspLoad.Reporting.Runs;

namespace PspLoad.Cli.Commands.Reports;

/// <summary><c>report [DIR]</c>: makes a run's report again from its folder.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var run = new Argument<string>("DIR") { Description = "the run's folder, latest, previous or baseline", DefaultValueFactory = _ => RunLocator.Latest };
        var command = new Command("report", "make a run's report again: report.html, summary.md, junit.xml, charts") { run };
        command.SetAction(parsed => (int)Render(parsed.GetRequiredValue(run)));
        return command;
    }

    private static ExitCode Render(string name)
    {
        var folder = ReportWriter.WriteAll(new RunLocator(ResultsFolder.Path).Find(name));
        ConsoleSummary.Write(Console.Out, folder, ResultsFolder.HasColor);
        return ExitCode.Passed;
    }
}
