using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using PspLoad.Cli.Runs;
using PspLoad.Cli.Terminal;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.Core.Runs;
using PspLoad.Core.Runs.Verdicts;
using PspLoad.Reporting;

namespace PspLoad.Cli.Commands.Runs;

/// <summary><c>reconcile DIR</c>: resolves and reconciles the payments of a run that has ended, however it did. Exit code 5 where money is not accounted for.</summary>
internal static class ReconcileCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("RESULTS_DIR") { Description = "folder of a run, for example results/latest" };
        var command = new Command("reconcile", "finish a run that was killed: resolve and reconcile its payments") { folder };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var given = parsed.GetRequiredValue(folder);
            var link = Directory.Exists(given) ? new DirectoryInfo(Path.TrimEndingDirectorySeparator(given)).ResolveLinkTarget(returnFinalTarget: true) : null;
            var path = link?.FullName ?? Path.GetFullPath(given);
            var origin = RunOrigin.Load(path);
            var outcome = await ReconcileAsync(path, origin, cancellationToken);
            return (int)Tell(path, outcome);
        });
        return command;
    }

    private static async Task<BooksOutcome> ReconcileAsync(string folder, RunOrigin origin, CancellationToken cancellationToken)
    {
        var scenario = ScenarioOptions.Reader.Read(Path.Combine(folder, ResultFiles.Scenario));
        if (scenario.Value is null)
            throw new InvalidConfigurationException(scenario.Errors);
        if (origin.Environment is null)
            return await ReconcileAsync(folder, new BareTarget(origin, scenario.Value, EngineChoice.Embedded).Payments(), cancellationToken);

        var environment = EnvironmentReader.Read(origin.Environment);
        await using var platform = new EnvironmentPlatform(environment.Value ?? throw new InvalidConfigurationException(environment.Errors), scenario.Value, EngineChoice.Embedded, provisions: false);
        return await ReconcileAsync(folder, await platform.TargetAsync(cancellationToken), cancellationToken);
    }

    private static async Task<BooksOutcome> ReconcileAsync(string folder, PaymentTarget target, CancellationToken cancellationToken)
    {
        await using var session = await PaymentSession.ResumeAsync(folder, target);
        return await session.ReconcileAsync(StartOf(folder), ReadRun(folder)?.Faults ?? [], cancellationToken);
    }

    private static ExitCode Tell(string folder, BooksOutcome outcome)
    {
        var books = outcome.Part!;
        if (ReadRun(folder) is { } run)
        {
            RunFolder.Write(folder, RunAnalysis.WithBooks(run, outcome));
            ReportWriter.WriteAll(folder);
        }

        foreach (var finding in outcome.Findings)
            Report.Line($"{finding.Severity}: {finding.Message}");
        var violations = Verdict.Violations(books);
        Console.WriteLine($"{books.Acknowledged} operations acknowledged, {books.Stored} stored, {books.IndeterminateResolved} resolved: {(violations == 0 ? "CLEAN" : $"{violations} × money is not accounted for, see {Path.Combine(folder, ResultFiles.Violations)}")}");
        return violations == 0 ? ExitCode.Passed : ExitCode.ReconciliationViolated;
    }

    private static RunDocument? ReadRun(string folder)
    {
        var file = Path.Combine(folder, ResultFiles.Run);
        return File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllBytes(file), ResultsJson.Default.RunDocument) : null;
    }

    /// <summary>As the histogram log says it, which a killed run leaves under its temporary name.</summary>
    private static DateTimeOffset StartOf(string folder)
    {
        const string Header = "#[StartTime: ";
        var whole = Path.Combine(folder, ResultFiles.Latencies);
        var log = File.Exists(whole) ? whole : File.Exists(whole + ".partial") ? whole + ".partial" : null;
        var line = log is null ? null : File.ReadLines(log).Take(5).FirstOrDefault(text => text.StartsWith(Header, StringComparison.Ordinal));
        return line is not null && double.TryParse(line[Header.Length..].Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000))
            : new DateTimeOffset(Directory.GetCreationTimeUtc(folder));
    }
}
