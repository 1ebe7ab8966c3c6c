using System.CommandLine;
using PspLoad.Cli.Terminal;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Journal;

namespace PspLoad.Cli.Commands.Provisioning;

/// <summary><c>audit FILE</c>: verifies the hash chain of a journal. Exit code 1 if the chain is broken.</summary>
internal static class AuditCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "a provision.ndjson" };
        var command = new Command("audit", "verify a journal's chain of hashes") { file };
        command.SetAction(parsed => (int)Audit(parsed.GetRequiredValue(file)));
        return command;
    }

    private static ExitCode Audit(string file)
    {
        if (!File.Exists(file))
        {
            throw new OperationFailedException(
                ExitCode.InvalidUsage,
                $"{file} does not exist",
                "a journal is beside its environment: environments/quick.state/provision.ndjson"
            );
        }

        var lines = File.ReadAllLines(file);
        if (AuditChain.FindBreak(lines) is { } broken)
        {
            Report.Line($"{file}:{broken.Line}: {broken.Problem}");
            return ExitCode.ThresholdFailed;
        }
        Console.WriteLine($"{file}: {lines.Length} entries, the chain holds; last hash {(lines.Length == 0 ? "–" : AuditChain.HashOf(lines[^1]))}");
        return ExitCode.Passed;
    }
}
