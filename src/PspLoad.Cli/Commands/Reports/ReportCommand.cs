using System.CommandLine;
using PspLoad.Cli.Options;
using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.Reporting;
using PspLoad.Reporting.Capacity;
using PspLoad.Reporting.Summaries;

namespace PspLoad.Cli.Commands.Reports;

/// <summary><c>report [DIR]</c>: writes the report of a run again.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var run = new Argument<string>("DIR") { Description = "the run's folder, latest, previous or baseline", DefaultValueFactory = _ => RunLocator.Latest };
        var command = new Command("report", "write a run's report again: report.html, summary.md, junit.xml, charts") { run };
        command.SetAction(parsed => (int)Render(parsed.GetRequiredValue(run)));
        return command;
    }

    private static ExitCode Render(string name)
    {
        var named = name == RunLocator.Latest ? Path.Combine(Checkout.ResultsDirectory, RunLocator.Latest) : name;
        if (CapacityReport.IsIn(named))
        {
            CapacityReport.WriteAll(named);
            Console.WriteLine(Path.Combine(named, CapacityReport.Markdown));
            return ExitCode.Passed;
        }
        var recorded = ReportWriter.WriteAll(new RunLocator(Checkout.ResultsDirectory).Find(name));
        ConsoleSummary.Write(Console.Out, recorded, ConsoleSummary.IsColorful);
        return ExitCode.Passed;
    }
}
