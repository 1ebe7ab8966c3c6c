using PspLoad.Core.Configuration;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.Core.Scenarios;
using PspLoad.Reporting.Runs;
using PspLoad.Roles;
using PspLoad.Runs.Engines;
using PspLoad.Runs.Origins;
using PspLoad.Runs.Platforms;
using PspLoad.Runs.Sessions;

namespace PspLoad.Runs.Reconciliation;

/// <summary>
/// Finishes a run that has ended in any way: resolves and reconciles its payments, and judges it again. A run that was killed gets the
/// <c>run.json</c> that it could not write.
/// </summary>
/// <param name="folder">folder of the run</param>
/// <param name="scenario">the scenario as run</param>
/// <param name="engine">name of the engine that drove the load</param>
/// <param name="platform">target of the load</param>
public sealed class ReconciliationRun(string folder, Scenario scenario, string engine, IPlatform platform) : IAsyncDisposable
{
    /// <summary>Finds the target and the scenario of a run in its folder.</summary>
    /// <exception cref="OperationFailedException">the folder is not that of a run (exit code 2)</exception>
    /// <exception cref="InvalidConfigurationException">the scenario or the environment is not valid any more</exception>
    public static ReconciliationRun Open(string folder, Workstation workstation, IPlatformView view)
    {
        var origin = RunOrigin.Load(folder);
        var read = PaymentScenarios.Reader.Read(Path.Combine(folder, ResultFiles.Scenario));
        var scenario = read.Value ?? throw new InvalidConfigurationException(read.Errors);
        return new ReconciliationRun(folder, scenario, origin.Engine, PlatformOf(origin, scenario, workstation, view));
    }

    /// <param name="tell">told what the second look at the books waits for, and how long</param>
    /// <param name="cancellationToken">gives up</param>
    /// <returns>the result of the comparison, and the content of <c>run.json</c>: null if the load never began</returns>
    public async Task<(BooksOutcome Books, RunDocument? Run)> RunAsync(Action<string> tell, CancellationToken cancellationToken)
    {
        await using var payments = await platform.ResumePaymentsAsync(folder, cancellationToken);
        var run = FindRun();
        var books = await payments.ReconcileAsync(
            KilledRun.StartOf(folder) ?? new DateTimeOffset(Directory.GetCreationTimeUtc(folder)),
            run?.Faults ?? KilledRun.FaultsOf(folder),
            tell,
            cancellationToken
        );
        if (run is not null)
            return (books, WithBooks(run, books));
        return KilledRun.Salvage(folder, scenario) is { } load
            ? (books, await JudgedLoad.JudgeAsync(folder, scenario, engine, platform, load, books, problems: [], cancellationToken))
            : (books, null);
    }

    public ValueTask DisposeAsync() => platform.DisposeAsync();

    private static IPlatform PlatformOf(RunOrigin origin, Scenario scenario, Workstation workstation, IPlatformView view)
    {
        if (origin.Environment is null)
            return new BareTarget(origin, scenario, EngineChoice.Embedded, workstation.Checkout);
        var environment = EnvironmentReader.Read(origin.Environment, BuiltInRoles.Catalogue);
        return new EnvironmentPlatform(
            environment.Value ?? throw new InvalidConfigurationException(environment.Errors),
            scenario,
            EngineChoice.Embedded,
            provisions: false,
            workstation,
            view
        );
    }

    private RunDocument? FindRun()
    {
        var file = Path.Combine(folder, ResultFiles.Run);
        return File.Exists(file) ? RunFile.Read(file) : null;
    }

    private RunDocument WithBooks(RunDocument run, BooksOutcome books)
    {
        var again = RunAnalysis.WithBooks(run, books);
        RunFolder.Write(folder, again);
        return again;
    }
}
