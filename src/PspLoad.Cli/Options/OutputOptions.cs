using System.CommandLine;
using PspLoad.Cli.Terminal;

namespace PspLoad.Cli.Options;

/// <summary><c>-v</c>, <c>-q</c>, <c>--json</c>.</summary>
internal sealed class OutputOptions
{
    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "also print what is already as declared" };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "print only failures and the last line" };
    private readonly Option<bool> _json = new("--json") { Description = "print one JSON document on standard output" };

    public void AddTo(Command command)
    {
        command.Add(_verbose);
        command.Add(_quiet);
        command.Add(_json);
    }

    public OutputLevel Read(ParseResult parsed) =>
        parsed.GetValue(_json) ? OutputLevel.Json
        : parsed.GetValue(_quiet) ? OutputLevel.Quiet
        : parsed.GetValue(_verbose) ? OutputLevel.Verbose
        : OutputLevel.Normal;
}
