using System.CommandLine;
using PspLoad.Cli.Options;
using PspLoad.Cli.Terminal;
using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.Core.Runs.Verdicts;
using PspLoad.Reporting;
using PspLoad.Runs;
using PspLoad.Runs.Reconciliation;

namespace PspLoad.Cli.Commands.Runs;

/// <summary>
/// <c>reconcile DIR</c>: resolves and reconciles the payments of a run, whether it finished or was killed. Exit code 5 if money is not accounted for.
/// </summary>
internal static class ReconcileCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("RESULTS_DIR") { Description = "folder of a run, for example results/latest" };
        var command = new Command("reconcile", "finish a run that was killed: resolve and reconcile its payments") { folder };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var given = parsed.GetRequiredValue(folder);
                var link = Directory.Exists(given)
                    ? new DirectoryInfo(Path.TrimEndingDirectorySeparator(given)).ResolveLinkTarget(returnFinalTarget: true)
                    : null;
                var path = link?.FullName ?? Path.GetFullPath(given);
                await using var reconciliation = ReconciliationRun.Open(path, Checkout.Workstation, new PlatformView());
                var (books, run) = await reconciliation.RunAsync(Report.Line, cancellationToken);
                if (run is null)
                    Report.Line("the run was ended before its load began: there is nothing to draw");
                else
                    ReportWriter.WriteAll(path);
                return (int)Tell(path, books);
            }
        );
        return command;
    }

    private static ExitCode Tell(string folder, BooksOutcome outcome)
    {
        var books = outcome.Part!;
        foreach (var finding in outcome.Findings)
            Report.Line($"{finding.Severity.JsonName()}: {finding.Message}");
        var violations = VerdictRules.Violations(books);
        Console.WriteLine(
            $"{books.Acknowledged} operations acknowledged, {books.Stored} stored, {books.IndeterminateResolved} resolved: "
                + (
                    violations == 0
                        ? BooksVerdict.Clean.JsonName()
                        : $"money is not accounted for, violations: {violations}, see {Path.Combine(folder, ResultFiles.Violations)}"
                )
        );
        return VerdictRules.ExitCodeOf(VerdictRules.BooksOf(violations), ValidityVerdict.Valid, ThresholdsVerdict.Passed, interrupted: false);
    }
}
