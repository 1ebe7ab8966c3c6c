using System.Text;
using System.Text.Json;
using PspLoad.Core.Results;
using PspLoad.IntegrationTests.Payments.Stack;
using PspLoad.Payments.Flows;
using PspLoad.Reporting.Runs;

namespace PspLoad.IntegrationTests.Tiers;

/// <summary>
/// However a run ends (by itself, by Ctrl+C or by a kill), every payment is accounted for, the results folder is complete, the faults are undone
/// on the hosts, and no card number is on disk.
/// </summary>
[Collection(OneTierFleet.Name)]
public sealed class RunsEnd(TierFleet fleet) : IDisposable
{
    private const string Hang = "hang-active-application";
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly Nodes _nodes = new(fleet);
    private readonly string _folder = Directory.CreateTempSubdirectory("pspload-runs-").FullName;

    private string Latest => Path.Combine(_folder, "latest");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    [Trait(EveryRun.Name, EveryRun.Yes)]
    public async Task By_itself()
    {
        await fleet.ReadyAsync();

        var told = await fleet.RunAsync("smoke", "--no-provision", "--keep", "--results", _folder);

        var run = Run(told.ToString());
        AssertAccountedFor(run, told.ToString());
        Assert.Equal(400, run.Arrivals.Scheduled);
        Assert.Equal(run.Verdict.ExitCode, told.ExitCode);
        Assert.Equal(FlowCatalogue.Names.Order(StringComparer.Ordinal), run.Flows.Select(flow => flow.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait(EveryRun.Name, EveryRun.Yes)]
    public async Task By_Ctrl_C()
    {
        await using var harness = await BreakUnderLoadAsync();

        await harness.SignalAsync("INT");
        await harness.WaitForExitAsync(s_patience);

        var run = Run(Said());
        AssertAccountedFor(run, Said());
        Assert.Equal(130, harness.ExitCode);
        Assert.True(run.Interrupted);
        Assert.Equal(Hang, Assert.Single(run.Faults).Name);
        Assert.Contains("undone", await File.ReadAllTextAsync(Path.Combine(Latest, ResultFiles.Faults), Token), StringComparison.Ordinal);
        await _nodes.UntilBothReadyAsync(Token);
    }

    [Fact]
    public async Task By_Ctrl_C_twice()
    {
        await using var harness = await BreakUnderLoadAsync();

        await harness.SignalAsync("INT");
        await harness.SignalAsync("INT");
        await harness.WaitForExitAsync(s_patience);

        Assert.Equal(130, harness.ExitCode);
        await IsFinishedByReconcileAsync();
    }

    [Fact]
    [Trait(EveryRun.Name, EveryRun.Yes)]
    public async Task By_a_kill()
    {
        await using var harness = await BreakUnderLoadAsync();

        await harness.KillAsync();

        Assert.False(File.Exists(Path.Combine(Latest, ResultFiles.Run)));
        await IsFinishedByReconcileAsync();
    }

    /// <summary>The host undoes the fault by itself; <c>reconcile</c> accounts for the payments and writes the missing results.</summary>
    private async Task IsFinishedByReconcileAsync()
    {
        await _nodes.UntilBothReadyAsync(Token);

        var told = (await Provisioning.Cli.RunAsync(Token, "reconcile", Latest)).Succeeded();

        var run = Run(told.ToString());
        AssertAccountedFor(run, told.ToString());
        Assert.Equal(ValidityVerdict.Invalid, run.Verdict.Validity);
        Assert.Contains(run.Verdict.Findings, finding => finding.Id == FindingId.Killed);
        Assert.True(run.Arrivals.Completed > 0);
        Assert.NotEmpty(run.Hosts);
        Assert.Contains(" run ", run.Provenance.Command, StringComparison.Ordinal);
        (await Provisioning.Cli.RunAsync(Token, "reconcile", Latest)).Succeeded();
    }

    /// <summary>Starts a run and returns while its application server hangs, some seconds into the load.</summary>
    private async Task<ChildProcess> BreakUnderLoadAsync()
    {
        await fleet.ReadyAsync();
        await _nodes.UntilBothReadyAsync(Token);
        var scenario = Path.Combine(_folder, "hang.yaml");
        await File.WriteAllTextAsync(
            scenario,
            $$"""
            flows: { sale-card: 3, authorise-capture: 1 }
            executor: constant-arrival-rate
            rate: 20
            warmUp: 2s
            duration: 5m
            maxInFlight: 500
            timeout: 10s
            faults: [{ at: 5s, fault: {{Hang}}, for: 20s }]
            thresholds: [violations == 0]
            """,
            Token
        );
        var harness = ChildProcess.Start(
            "dotnet",
            [BuiltProgram.Cli, "run", "-e", fleet.EnvironmentFile, "--no-provision", "--keep", "-s", scenario, "--results", _folder],
            new Dictionary<string, string>(),
            Path.Combine(_folder, "harness.log")
        );
        try
        {
            await Wait.UntilAsync(
                "a fault and seconds after it, or an end",
                s_patience,
                () => Task.FromResult(harness.HasExited || (LinesOf(ResultFiles.Faults) > 0 && LinesOf(ResultFiles.Intervals) > 8)),
                Token
            );
            Assert.False(harness.HasExited, "the run ended by itself");
            return harness;
        }
        catch (Exception)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(Said());
            await harness.DisposeAsync();
            throw;
        }
    }

    private string Said() => File.ReadAllText(Path.Combine(_folder, "harness.log"));

    private int LinesOf(string file)
    {
        var path = Path.Combine(Latest, file);
        return File.Exists(path) ? File.ReadLines(path).Count() : 0;
    }

    private RunDocument Run(string told)
    {
        var file = Path.Combine(Latest, ResultFiles.Run);
        Assert.True(File.Exists(file), told);
        return JsonSerializer.Deserialize(File.ReadAllBytes(file), ResultsJson.Default.RunDocument)!;
    }

    private void AssertAccountedFor(RunDocument run, string told)
    {
        Assert.True(run.Verdict.Reconciliation == BooksVerdict.Clean, told);
        Assert.True(run.Reconciliation!.Acknowledged > 0);
        Assert.Equal(run.Reconciliation.Acknowledged, run.Reconciliation.Stored);
        var files = new DirectoryInfo(Latest).ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        Assert.Superset(
            new HashSet<string>
            {
                ResultFiles.Run,
                ResultFiles.Intervals,
                ResultFiles.Latencies,
                ResultFiles.Hosts,
                ResultFiles.Violations,
                ResultFiles.Scenario,
                ReportFiles.Html,
            },
            Directory.EnumerateFiles(files).Select(Path.GetFileName).ToHashSet()!
        );
        foreach (var file in Directory.EnumerateFiles(files, "*", SearchOption.AllDirectories))
            Assert.True(CardScan.Find(File.ReadAllText(file, Encoding.Latin1)) is { Count: 0 }, $"{file} has what looks like a card number");
    }
}
