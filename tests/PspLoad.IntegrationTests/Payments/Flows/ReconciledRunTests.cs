using System.Net.Http.Json;
using System.Text.Json;
using PspLoad.Core.Results;
using PspLoad.Core.Runs;
using PspLoad.Core.Scenarios;
using PspLoad.IntegrationTests.Payments.Stack;
using PspLoad.Load.Runs;
using PspLoad.Payments.Books;
using PspLoad.Payments.Data;
using PspLoad.Payments.Journal;
using PspLoad.Payments.Stories;
using PspLoad.Runs;
using PspLoad.Runs.Reconciliation;
using PspLoad.Runs.Sessions;

namespace PspLoad.IntegrationTests.Payments.Flows;

/// <summary>Whole runs against a real PSP with all of its books: their second look, and what <c>reconcile</c> says of them later.</summary>
[Collection(PaymentTests.Name)]
public sealed class ReconciledRunTests(PaymentSystem system) : IDisposable
{
    /// <summary>The PSP decides within 6 s what it began.</summary>
    private static readonly (string, string)[] s_quick = [("GIVE_UP_AFTER_MS", "1000"), ("ACQUIRER_TIMEOUT_MS", "500")];

    /// <summary>The PSP decides within 19 s: also on a busy machine the first look comes before that, so there is a second one.</summary>
    private static readonly (string, string)[] s_slow = [("GIVE_UP_AFTER_MS", "12000"), ("ACQUIRER_TIMEOUT_MS", "1000")];

    private readonly string _results = Directory.CreateTempSubdirectory("pspload-reconciled-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_results, recursive: true);

    /// <summary>The scenario of all runs here.</summary>
    /// <param name="folder">receives its file</param>
    internal static Scenario ScenarioIn(string folder)
    {
        var file = Path.Combine(folder, "killed.yaml");
        File.WriteAllText(
            file,
            """
            flows: { sale-card: 1 }
            executor: constant-arrival-rate
            rate: 40
            duration: 3s
            thresholds: [lost == 0]
            """
        );
        return PaymentScenarios.Reader.Read(file).Value!;
    }

    [Fact]
    public async Task A_run_from_two_runs_ago_keeps_its_verdict()
    {
        PaymentSystem.SkipIfMissing();
        await using var stack = await FlowStack.StartAsync(system, "earlier", 25, Cancel, s_quick);
        List<(RunDocument Run, string Folder)> runs = [];
        for (var i = 0; i < 3; i++)
        {
            runs.Add(await RunAsync(stack, new PointView(_ => { })));
            Assert.True(runs[^1].Run.Verdict.Reconciliation == BooksVerdict.Clean, ViolationsIn(runs[^1].Folder));
        }
        var (first, folder) = runs[0];

        var (_, again) = await ReconcileAsync(stack, folder);

        Assert.Equal(BooksVerdict.Clean, again!.Verdict.Reconciliation);
        Assert.True(first.Reconciliation!.Acknowledged > 50, first.Reconciliation.ToString());
        Assert.Equal(first.Reconciliation with { Other = again.Reconciliation!.Other }, again.Reconciliation);
        Assert.Equal(Lasting(first), Lasting(again));
        // Without its end, the same run takes the payments of both later runs for phantoms.
        (BooksMark.Load(folder) with { End = null, Merchant = null }).Save(folder);
        using var admin = stack.Acquirer.AdminClient();
        await using var unended = new FlowRun(folder, stack.A.Port, admin, stack.Database.Query);
        Assert.Equal(runs[1..].Sum(run => run.Run.Reconciliation!.Stored), (await unended.AuditAsync(TimeSpan.Zero, Cancel)).Part.Phantom);
    }

    [Fact]
    public async Task A_charge_after_the_first_clean_look_is_found()
    {
        PaymentSystem.SkipIfMissing();
        await using var stack = await FlowStack.StartAsync(system, "late", 26, Cancel, s_slow);
        var order = "";
        var view = new PointView(point =>
        {
            // As if an acquirer that was thought dead carried out a request after all.
            if (point == RunPoint.SecondLook)
                order = ChargeAgain(stack);
        });

        var (run, folder) = await RunAsync(stack, view);

        Assert.Contains(view.Stages, stage => stage.StartsWith("second look at the books in ", StringComparison.Ordinal));
        Assert.Equal(BooksVerdict.Violated, run.Verdict.Reconciliation);
        Assert.Equal(1, run.Reconciliation!.DoubleCharge);
        Assert.Equal(1, run.Reconciliation.DoubleCharge + run.Reconciliation.Other.Values.Sum());
        var line = JsonSerializer.Deserialize(Assert.Single(File.ReadLines(Path.Combine(folder, ResultFiles.Violations))), ResultsJson.Default.ViolationLine)!;
        Assert.Equal((ViolationKind.DoubleCharge, order), (line.Kind, line.OrderId));
    }

    [Fact]
    public async Task Several_runs_share_a_second_look_that_finds_a_late_charge_of_any_of_them()
    {
        PaymentSystem.SkipIfMissing();
        await using var stack = await FlowStack.StartAsync(system, "shared", 27, Cancel, s_quick);
        List<(RunDocument Run, string Folder)> made = [];
        for (var i = 0; i < 2; i++)
            made.Add(await RunAsync(stack, new PointView(_ => { })));
        List<string> runs = [.. made.Select(run => run.Folder)];
        await using var platform = new StackPlatform(StackPorts.Of(stack), ScenarioIn(_results));
        List<string> told = [];

        var clean = await platform.LookAgainAsync(_results, runs, told.Add, Cancel);
        var order = ChargeAgain(stack);
        var violated = await platform.LookAgainAsync(_results, runs, told.Add, Cancel);

        var acknowledged = made.Sum(run => run.Run.Reconciliation!.Acknowledged);
        Assert.Equal((0, acknowledged, acknowledged), (clean.Violations, clean.Part!.Acknowledged, clean.Part.Stored));
        Assert.Equal((1, 1), (violated.Violations, violated.Part!.DoubleCharge));
        Assert.All(told, line => Assert.StartsWith("second look at the books in ", line, StringComparison.Ordinal));
        Assert.Equal(2, told.Count);
        Assert.Contains(order, await File.ReadAllTextAsync(Path.Combine(_results, ResultFiles.Violations), Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_acquirer_that_restarts_in_the_middle_is_a_gap_and_no_missing_charge()
    {
        PaymentSystem.SkipIfMissing();
        await using var stack = await FlowStack.StartAsync(system, "anew", 28, Cancel, s_quick);
        var restarted = Task.CompletedTask;
        var view = new PointView(point =>
        {
            if (point == RunPoint.Load)
                restarted = stack.Acquirer.RestartAsync(Cancel);
            // On a busy machine it takes longer than the load.
            if (point == RunPoint.Resolution)
                restarted.GetAwaiter().GetResult();
        });

        var (run, _) = await RunAsync(stack, view);

        Assert.Equal((BooksVerdict.Clean, false), (run.Verdict.Reconciliation, run.Reconciliation!.Other.ContainsKey(ViolationKind.MissingCharge)));
        Assert.Contains(run.Verdict.Findings, finding =>
            finding.Id == FindingId.NotCompared && finding.Message.StartsWith("the acquirer's book began anew", StringComparison.Ordinal)
        );
        Assert.Contains(run.Verdict.Findings, finding =>
            finding.Message.StartsWith("the acquirer's book was not compared, so these rules were not applied", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_run_killed_at_any_point_is_finished_from_its_folder_also_after_later_runs()
    {
        PaymentSystem.SkipIfMissing();
        await using var stack = await FlowStack.StartAsync(system, "points", 29, Cancel, s_slow);
        var killed = new Dictionary<RunPoint, string>();
        foreach (var point in Enum.GetValues<RunPoint>())
            killed.Add(point, await KillAtAsync(stack, point));

        // Each run ended where the next one began. They are reconciled when all of them are over.
        foreach (var (point, folder) in killed)
        {
            var (books, run) = await ReconcileAsync(stack, folder);

            Assert.True(books.Violations == 0, $"{point}: {ViolationsIn(folder)}");
            Assert.Equal(books.Part!.Stored, books.Part.Acknowledged);
            Assert.True(point == RunPoint.BeforeLoad == (books.Part.Acknowledged == 0), $"{point}: {books.Part}\n{JournalOf(folder)}");
            Assert.DoesNotContain(books.Findings, finding => finding.Message.StartsWith("the run was never reconciled before", StringComparison.Ordinal));
            Assert.Equal(point == RunPoint.BeforeLoad, run is null);
            if (run is not null)
            {
                Assert.Equal(BooksVerdict.Clean, run.Verdict.Reconciliation);
                Assert.Contains(run.Verdict.Findings, finding => finding.Id == FindingId.Killed);
                Assert.True(File.Exists(Path.Combine(folder, ResultFiles.Run)));
            }
            if (point == RunPoint.Resolution)
                Assert.True(books.Part.IndeterminateResolved > 0, "nothing was open");
            TestContext.Current.TestOutputHelper?.WriteLine($"{point}: {books.Part}");
        }
    }

    /// <summary>Findings that do not change with time: a webhook that was pending is delivered later.</summary>
    private static IEnumerable<string> Lasting(RunDocument run) =>
        run.Verdict.Findings.Where(finding => finding.Id != FindingId.Pending).Select(finding => finding.Message);

    private static string ViolationsIn(string folder) => File.ReadAllText(Path.Combine(folder, ResultFiles.Violations));

    private static string JournalOf(string folder) => string.Join('\n', JournalReader.Read(Path.Combine(folder, ResultFiles.Journal)).Take(8));

    private async Task<(RunDocument Run, string Folder)> RunAsync(FlowStack stack, PointView view)
    {
        var scenario = ScenarioIn(_results);
        await using var platform = new StackPlatform(StackPorts.Of(stack), scenario);
        return await new BenchmarkRun(
            new RunPlan(scenario, _results, Keep: true),
            platform,
            new EmbeddedEngine(TimeProvider.System),
            view,
            TimeProvider.System
        ).RunAsync(Interruption.None);
    }

    private async Task<(BooksOutcome Books, RunDocument? Run)> ReconcileAsync(FlowStack stack, string folder)
    {
        var scenario = ScenarioIn(_results);
        var engine = new EmbeddedEngine(TimeProvider.System).Name;
        await using var reconciliation = new ReconciliationRun(folder, scenario, engine, new StackPlatform(StackPorts.Of(stack), scenario));
        return await reconciliation.RunAsync(_ => { }, Cancel);
    }

    /// <returns>folder of the run</returns>
    private async Task<string> KillAtAsync(FlowStack stack, RunPoint point)
    {
        var environment = new Dictionary<string, string>
        {
            [KilledHarness.Folder] = _results,
            [KilledHarness.Ports] = JsonSerializer.Serialize(StackPorts.Of(stack)),
            [KilledHarness.Point] = point.ToString(),
        };
        var log = Path.Combine(_results, $"{point}.log");
        await using var harness = KilledHarness.Start(nameof(KilledHarness.Runs_until_it_is_killed), environment, log);
        if (point == RunPoint.Resolution)
        {
            // Keeps the last operations open until the harness is dead.
            await UntilAsync(RunPoint.Load);
            await stack.Acquirer.BehaveAsync("""{"outage":"hang"}""", Cancel);
        }
        await UntilAsync(point);
        var folder = new DirectoryInfo(Path.Combine(_results, RunLocator.Latest)).ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        await harness.KillAsync();
        await stack.Acquirer.BehaveWellAsync(Cancel);
        foreach (var marker in Enum.GetValues<RunPoint>())
            File.Delete(KilledHarness.MarkerOf(_results, marker));
        Assert.False(File.Exists(Path.Combine(folder, ResultFiles.Run)), $"the run had ended before it was killed at {point}");
        if (point == RunPoint.Results)
        {
            // What a kill in the middle of the last write leaves.
            await File.WriteAllTextAsync(Path.Combine(folder, ResultFiles.Run + ".0123.new"), "{ \"schemaVersion\"", Cancel);
        }
        if (point > RunPoint.BeforeLoad)
            Assert.NotEmpty(JournalReader.Read(Path.Combine(folder, ResultFiles.Journal)).OfType<Intent>());
        return folder;

        Task UntilAsync(RunPoint reached) =>
            Wait.UntilAsync(
                $"the run to be at {reached}",
                TimeSpan.FromSeconds(60),
                async () =>
                {
                    if (harness.HasExited)
                        Assert.Fail(await File.ReadAllTextAsync(log, Cancel));
                    return File.Exists(KilledHarness.MarkerOf(_results, reached));
                },
                Cancel
            );
    }

    private TestCard CardOf(string order) =>
        NamedCards.Find(
            Directory
                .EnumerateDirectories(_results, ResultFiles.Journal, SearchOption.AllDirectories)
                .SelectMany(JournalReader.Read)
                .OfType<Intent>()
                .First(asked => asked.OrderId == order)
                .Source!
        );

    /// <summary>Charges an order that the PSP has booked once more at the acquirer, without the PSP.</summary>
    /// <returns>the order</returns>
    private string ChargeAgain(FlowStack stack)
    {
        using var admin = stack.Acquirer.AdminClient();
        var book = admin
            .GetStringAsync("/admin/book", Cancel)
            .GetAwaiter()
            .GetResult()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToList();
        // A busy machine may have let the PSP give a sale up.
        var reversed = book.Select(line => line.GetProperty("parent").GetString()).ToHashSet(StringComparer.Ordinal);
        var sale = book.Last(line =>
            line.GetProperty("operation").GetString() == "sale"
            && line.GetProperty("charges").GetInt32() == 1
            && !reversed.Contains(line.GetProperty("reference").GetString())
        );
        var order = sale.GetProperty("orderId").GetString()!;
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{stack.Acquirer.Port}") };
        using var response = client
            .PostAsJsonAsync(
                "/v1/sale",
                new
                {
                    reference = "op_late",
                    amount = sale.GetProperty("amount").GetInt64(),
                    currency = sale.GetProperty("currency").GetString(),
                    orderId = order,
                    card = new
                    {
                        number = CardOf(order).Number,
                        expiryMonth = 12,
                        expiryYear = 2035,
                    },
                },
                Cancel
            )
            .GetAwaiter()
            .GetResult();
        response.EnsureSuccessStatusCode();
        return order;
    }
}
