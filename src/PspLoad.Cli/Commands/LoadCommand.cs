using System.CommandLine;
using PspLoad.Cli.Load;
using PspLoad.Cli.Terminal;
using PspLoad.Core.Errors;
using PspLoad.Runs.PlainLoads;

namespace PspLoad.Cli.Commands;

/// <summary><c>load</c>: drives one HTTP request at a rate or with a number of clients, and shows the result.</summary>
internal static class LoadCommand
{
    public static Command Create()
    {
        var command = new Command("load", "drive HTTP load at a URL and measure response times");
        foreach (var option in LoadOptions.All)
            command.Options.Add(option);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (request, problems) = LoadRequestReader.Read(parsed);
        if (request is null)
        {
            foreach (var problem in problems)
                Report.Error($"load: {problem}");
            return (int)ExitCode.InvalidUsage;
        }
        var live = LiveTerminal.RewritesLines ? new LiveLine(Console.Error, request.Model.Duration) : null;
        using var interrupts = new Interrupts(cancellationToken);
        var outcome = await new PlainLoad(request, live).RunAsync(interrupts.Interruption);
        live?.Clear();
        if (parsed.GetValue(LoadOptions.Json))
            Console.Out.WriteLine(LoadReport.From(request.Engine, outcome).ToJson());
        else
            LoadSummary.Write(Console.Out, request.Url, outcome.Load, outcome.Thresholds);
        return outcome.Verdict.ExitCode;
    }
}
