using System.CommandLine;
using System.Text.Json;
using PspLoad.Cli.Runs;
using PspLoad.Cli.Terminal;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.Core.Runs.Verdicts;
using PspLoad.Reporting;
using PspLoad.Reporting.Runs;
using PspLoad.Roles;
using PspLoad.Runs;

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
                return (int)Tell(path, await ReconcileAsync(path, RunOrigin.Load(path), cancellationToken));
            }
        );
        return command;
    }

    private static async Task<BooksOutcome> ReconcileAsync(string folder, RunOrigin origin, CancellationToken cancellationToken)
    {
        var read = ScenarioOptions.Reader.Read(Path.Combine(folder, ResultFiles.Scenario));
        var scenario = read.Value ?? throw new InvalidConfigurationException(read.Errors);
        if (origin.Environment is null)
        {
            var bare = new BareTarget(origin, scenario, EngineChoice.Embedded);
            return await ReconcileAsync(folder, new KilledRunDocument(folder, scenario, origin, bare), bare.Payments(), cancellationToken);
        }
        var environment = EnvironmentReader.Read(origin.Environment, BuiltInRoles.Catalogue);
        await using var platform = new EnvironmentPlatform(
            environment.Value ?? throw new InvalidConfigurationException(environment.Errors),
            scenario,
            EngineChoice.Embedded,
            provisions: false
        );
        return await ReconcileAsync(
            folder,
            new KilledRunDocument(folder, scenario, origin, platform),
            await platform.TargetAsync(cancellationToken),
            cancellationToken
        );
    }

    private static async Task<BooksOutcome> ReconcileAsync(string folder, KilledRunDocument killed, PaymentTarget target, CancellationToken cancellationToken)
    {
        await using var session = await PaymentSession.ResumeAsync(folder, target);
        var run = ReadRun(folder);
        var books = await session.ReconcileAsync(
            KilledRun.StartOf(folder) ?? new DateTimeOffset(Directory.GetCreationTimeUtc(folder)),
            run?.Faults ?? KilledRun.FaultsOf(folder),
            cancellationToken
        );
        var finished = run is null ? await killed.PutTogetherAsync(books, cancellationToken) : RunAnalysis.WithBooks(run, books);
        if (finished is null)
        {
            Report.Line("the run ended before its load began, so there is no report");
            return books;
        }
        RunFolder.Write(folder, finished);
        ReportWriter.WriteAll(folder);
        return books;
    }

    private static ExitCode Tell(string folder, BooksOutcome outcome)
    {
        var books = outcome.Part!;
        foreach (var finding in outcome.Findings)
            Report.Line($"{finding.Severity.JsonName()}: {finding.Message}");
        var violations = Verdict.Violations(books);
        Console.WriteLine(
            $"{books.Acknowledged} operations acknowledged, {books.Stored} stored, {books.IndeterminateResolved} resolved: "
                + (
                    violations == 0
                        ? BooksVerdict.Clean.JsonName()
                        : $"money is not accounted for, violations: {violations}, see {Path.Combine(folder, ResultFiles.Violations)}"
                )
        );
        return Verdict.ExitCodeOf(Verdict.BooksOf(violations), ValidityVerdict.Valid, ThresholdsVerdict.Passed, interrupted: false);
    }

    private static RunDocument? ReadRun(string folder)
    {
        var file = Path.Combine(folder, ResultFiles.Run);
        return File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllBytes(file), ResultsJson.Default.RunDocument) : null;
    }
}
