using System.CommandLine;
using PspLoad.Cli.Options;
using PspLoad.Core.Results;

namespace PspLoad.Cli.Commands.Reports;

/// <summary><c>baseline DIR</c>: chooses the run to compare later runs of its scenario with.</summary>
internal static class BaselineCommand
{
    public static Command Create()
    {
        var run = new Argument<string>("DIR") { Description = "the run's folder, latest or previous" };
        var command = new Command("baseline", "make a run the baseline of its scenario") { run };
        command.SetAction(parsed =>
        {
            var name = parsed.GetRequiredValue(run);
            Console.WriteLine($"{new RunLocator(Checkout.ResultsDirectory).SetBaseline(name)} is {name}; compare: ./run.sh compare baseline latest");
        });
        return command;
    }
}
