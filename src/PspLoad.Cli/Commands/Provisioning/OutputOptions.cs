using System.CommandLine;
using PspLoad.Cli.Terminal;

namespace PspLoad.Cli.Commands.Provisioning;

/// <summary><c>-v</c>, <c>-q</c>, <c>--json</c>.</summary>
internal sealed class OutputOptions
{
    private readonly Option<bool> verbose = new("--verbose", "-v") { Description = "also what was as declared" };
    private readonly Option<bool> quiet = new("--quiet", "-q") { Description = "only failures and the last line" };
    private readonly Option<bool> json = new("--json") { Description = "one JSON document on standard output" };

    public void AddTo(Command command)
    {
        command.Add(verbose);
        command.Add(quiet);
        command.Add(json);
    }

    public OutputLevel Read(ParseResult parsed) =>
        parsed.GetValue(json) ? OutputLevel.Json : parsed.GetValue(quiet) ? OutputLevel.Quiet : parsed.GetValue(verbose) ? OutputLevel.Verbose : OutputLevel.Normal;
}
