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
        var file = new Argument<string>("FILE") { Description = "journal to verify: a provision.ndjson" };
        var command = new Command("audit", "verify the hash chain of a provisioning journal") { file };
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
                "the journal is in the environment's state directory, for example environments/quick.state/provision.ndjson"
            );
        }

        var lines = File.ReadAllLines(file);
        if (AuditChain.FindBreak(lines) is { } broken)
        {
            Report.Line($"{file}:{broken.Line}: {broken.Problem}");
            return ExitCode.ThresholdFailed;
        }
        Console.WriteLine($"{file}: {lines.Length} entries, the hash chain is intact; last hash {(lines.Length == 0 ? "–" : AuditChain.HashOf(lines[^1]))}");
        return ExitCode.Passed;
    }
}
