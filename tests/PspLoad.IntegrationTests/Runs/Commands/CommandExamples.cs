using System.CommandLine;
using PspLoad.Cli;

namespace PspLoad.IntegrationTests.Runs.Commands;

/// <summary>For each command, arguments with which it goes as far as it can without hosts.</summary>
internal static class CommandExamples
{
    private const string Target = " --target PSP --merchant merchant -d 1s --set warmUp=0s";

    /// <summary>PSP and URL stand for the address of a PSP in memory and of a small server.</summary>
    private static readonly Dictionary<string, string> s_examples = new(StringComparer.Ordinal)
    {
        ["run"] = "run -s smoke" + Target,
        ["smoke"] = "smoke" + Target,
        ["reconcile"] = "reconcile results/latest",
        ["capacity"] = "capacity -e gone",
        ["ab"] = "ab -e gone --toggle application.logLevel=Warning,Information",
        ["validate"] = "validate environments/quick.yaml scenarios/smoke.yaml",
        ["lab up"] = "lab up",
        ["lab down"] = "lab down",
        ["lab status"] = "lab status",
        ["lab ssh"] = "lab ssh app1",
        ["images"] = "images",
        ["provision"] = "provision -e gone --limit db1",
        ["verify"] = "verify -e gone --limit db1 --role database",
        ["drift"] = "drift -e gone --limit db1",
        ["audit"] = "audit provision.ndjson",
        ["switch"] = "switch -e gone --to app1",
        ["deploy"] = "deploy -e gone --image provision.ndjson",
        ["status"] = "status -e gone",
        ["promote"] = "promote -e gone db2",
        ["rejoin"] = "rejoin -e gone db2",
        ["load"] = "load --url URL --rate 50 --duration 1s --warmup 0s --hdr results/load.hdr",
        ["report"] = "report",
        ["compare"] = "compare previous latest",
        ["baseline"] = "baseline latest",
        ["history"] = "history",
    };

    public static IReadOnlyDictionary<string, string> All => s_examples;

    /// <summary>The words of every command that does something itself, from the program's own list.</summary>
    public static IEnumerable<string> Commands => CommandsBelow(PspLoadProgram.CreateRoot(), "");

    public static bool UsesPsp(string command) => command is "run" or "smoke";

    private static IEnumerable<string> CommandsBelow(Command command, string path) =>
        command.Subcommands.Count == 0 ? [path] : command.Subcommands.SelectMany(inner => CommandsBelow(inner, $"{path} {inner.Name}".Trim()));
}
