using System.CommandLine;
using PspLoad.Reporting.Runs;

namespace PspLoad.Cli.Commands.Reports;

/// <summary><c>baseline DIR</c>: the run that later ones of its scenario are compared with.</summary>
internal static class BaselineCommand
{
    public static Command Create()
    {
        var run = new Argument<string>("DIR") { Description = "the run's folder, latest or previous" };
        var command = new Command("baseline", "make a run its scenario's baseline") { run };
        command.SetAction(parsed =>
        {
            var name = parsed.GetRequiredValue(run);
            Console.WriteLine($"{new RunLocator(ResultsFolder.Path).SetBaseline(name)} is {name}; compare: ./run.sh compare baseline latest");
        });
        return command;
    }
}
