using System.CommandLine;
using PspLoad.Cli.Options;
using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.Reporting.Comparison;
using PspLoad.Reporting.Runs;

namespace PspLoad.Cli.Commands.Reports;

/// <summary><c>compare A B</c>: shows what changed between two runs, and whether it is more than noise.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var first = new Argument<string>("A") { Description = "the earlier run: its folder, latest, previous or baseline" };
        var second = new Argument<string>("B") { Description = "the later run", DefaultValueFactory = _ => RunLocator.Latest };
        var fail = new Option<bool>("--fail-on-worse") { Description = "exit code 1 if anything got worse" };
        var margin = new Option<string>("--margin") { Description = "smallest change that matters, in percent (default 5)", HelpName = "PERCENT" };
        var command = new Command("compare", "compare two runs: better, same or worse beyond noise") { first, second, fail, margin };
        command.SetAction(parsed =>
        {
            var reader = new OptionReader(parsed);
            var percent = reader.Percent(margin, RunComparison.UsualMargin, 0, 100);
            reader.RefuseProblems();
            return (int)Compare(parsed.GetRequiredValue(first), parsed.GetRequiredValue(second), parsed.GetValue(fail), percent);
        });
        return command;
    }

    private static ExitCode Compare(string first, string second, bool failOnWorse, double percent)
    {
        var (before, after) = new RunLocator(Checkout.ResultsDirectory).FindBoth(first, second);
        var comparison = RunComparison.Of(RecordedRun.Read(before), RecordedRun.Read(after), percent);
        ComparisonText.Write(Console.Out, comparison);
        Console.WriteLine($"\ncharts and table: {ComparisonFiles.Write(comparison)}");
        return failOnWorse && comparison.IsWorse ? ExitCode.ThresholdFailed : ExitCode.Passed;
    }
}
