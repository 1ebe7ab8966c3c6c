using System.Text.Json;
using PspLoad.Core.Load;
using PspLoad.Core.Results;
using PspLoad.IntegrationTests.Payments.Stack;
using PspLoad.Payments.Journal;
using Told = PspLoad.Payments.Stories.Answer;

namespace PspLoad.IntegrationTests.Payments.Flows;

/// <summary>The flows against a real PSP, from the first payment to the audit.</summary>
[Collection(PaymentTests.Name)]
public sealed class PaymentFlowTests(PaymentSystem system)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_flow_is_green_and_the_books_are_clean()
    {
        PaymentSystem.SkipIfMissing();
        var hooks = new Uri($"http://127.0.0.1:{FreePort.Next()}/hooks");
        await using var stack = await FlowStack.StartAsync(system, "green", 21, Cancel, await system.WebhooksToAsync(hooks, Cancel));
        using var admin = stack.Acquirer.AdminClient();
        var folder = Directory.CreateDirectory(Path.Combine(system.Directory, "run-green")).FullName;
        await using var run = new FlowRun(folder, stack.A.Port, admin, stack.Database.Query, hooks);
        await run.MarkAsync(Cancel);

        var load = await run.LoadAsync([], users: 12, TimeSpan.FromSeconds(8), Cancel);
        var audit = await run.AuditAsync(TimeSpan.FromSeconds(20), Cancel);

        Assert.Empty(load.Measured.Errors.Select(error => $"{error.Count} × {error.Kind.Label()}: {string.Join("; ", error.Examples)}"));
        Assert.All(load.Measured.Flows, flow => Assert.True(flow.Arrivals.Completed > 0, flow.Name));
        Assert.True(audit.IsClean, run.Violations());
        Assert.True(audit.Part.LedgerBalanced);
        Assert.Equal(audit.Part.Stored, audit.Part.Acknowledged);
        Assert.True(audit.Part.Stored > 100, $"{audit.Part.Stored} operations");
        Assert.Empty(audit.Notes);
        Assert.Empty(run.Webhooks.Refusals);
        Assert.True(run.Webhooks.Received >= audit.Part.Stored, $"{run.Webhooks.Received} webhooks");
        TestContext.Current.TestOutputHelper?.WriteLine($"{load.Measured.Throughput:0} iterations/s; {audit.Part}");
    }

    [Fact]
    public async Task A_node_killed_under_load_costs_answers_but_no_money()
    {
        PaymentSystem.SkipIfMissing();
        await using var stack = await FlowStack.StartAsync(system, "killed", 22, Cancel);
        await stack.Acquirer.BehaveAsync("""{"latencyMedianMs":30}""", Cancel);
        using var admin = stack.Acquirer.AdminClient();
        await using var front = new Front(stack.A.Port, stack.B.Port);
        var folder = Directory.CreateDirectory(Path.Combine(system.Directory, "run-killed")).FullName;
        await using var run = new FlowRun(folder, front.Port, admin, stack.Database.Query);
        await run.MarkAsync(Cancel);

        var load = run.LoadAsync([], users: 24, TimeSpan.FromSeconds(8), Cancel);
        await Wait.UntilAsync(
            "some payments",
            TimeSpan.FromSeconds(20),
            () => Task.FromResult(JournalReader.Read(Path.Combine(folder, ResultFiles.Journal)).OfType<Told>().Count() > 200),
            Cancel
        );
        await stack.A.KillAsync();
        var result = await load;
        var audit = await run.AuditAsync(TimeSpan.FromSeconds(30), Cancel);

        Assert.True(audit.IsClean, run.Violations());
        // A payment whose connection broke is sent again with its key; most customers notice nothing.
        Assert.True(run.Connections.Resent > 0, "nobody noticed");
        Assert.Equal(audit.Part.Stored, audit.Part.Acknowledged);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{result.Measured.Arrivals}; {run.Connections.Resent} sent again; {audit.Replayed} replayed; {audit.Part}"
        );
    }

    [Fact]
    public async Task The_audit_finds_exactly_the_sales_that_a_proxy_lies_about()
    {
        PaymentSystem.SkipIfMissing();
        await using var stack = await FlowStack.StartAsync(system, "lied", 23, Cancel);
        using var admin = stack.Acquirer.AdminClient();
        await using var front = new LyingFront(stack.A);
        var folder = Directory.CreateDirectory(Path.Combine(system.Directory, "run-lied")).FullName;
        await using var run = new FlowRun(folder, front.Port, admin, stack.Database.Query);
        await run.MarkAsync(Cancel);

        await run.LoadAsync(["sale-card"], users: 4, TimeSpan.FromSeconds(5), Cancel);
        var audit = await run.AuditAsync(TimeSpan.Zero, Cancel);

        var found = run.Violations()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize(line, ResultsJson.Default.ViolationLine)!)
            .ToList();
        var lies = front.Lies.Where(lie => lie.Value is not null).ToList();
        Assert.Equal(
            lies.Select(lie => lie.Key).Order(StringComparer.Ordinal),
            found.Select(line => line.OrderId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
        );
        Assert.All(lies, lie => Assert.Contains(found, line => line.OrderId == lie.Key && line.Kind.Name() == lie.Value));
        Assert.Equal(4, lies.Select(lie => lie.Value).Distinct(StringComparer.Ordinal).Count());
        Assert.False(audit.IsClean);
        Assert.True(audit.Replayed > 0, "no answer was lost");
        Assert.Equal(0, audit.StillOpen);
    }

    [Fact]
    public async Task The_run_of_a_harness_killed_under_load_is_finished_from_its_folder()
    {
        PaymentSystem.SkipIfMissing();
        await using var stack = await FlowStack.StartAsync(system, "harness", 24, Cancel);
        await stack.Acquirer.BehaveAsync("""{"latencyMedianMs":30}""", Cancel);
        using var admin = stack.Acquirer.AdminClient();
        var folder = Directory.CreateDirectory(Path.Combine(system.Directory, "run-harness")).FullName;
        var journal = Path.Combine(folder, ResultFiles.Journal);
        await using (var before = new FlowRun(Directory.CreateDirectory(Path.Combine(system.Directory, "run-harness-mark")).FullName, stack.A.Port, admin))
        {
            await before.MarkAsync(Cancel);
            File.Move(Path.Combine(system.Directory, "run-harness-mark", "books.json"), Path.Combine(folder, "books.json"));
        }
        var environment = new Dictionary<string, string> { [KilledHarness.Folder] = folder, [KilledHarness.Port] = stack.A.Port.ToString() };
        await using (var harness = KilledHarness.Start(nameof(KilledHarness.Drives_load_until_it_is_killed), environment, Path.Combine(folder, "harness.log")))
        {
            await Wait.UntilAsync(
                "payments of the harness",
                TimeSpan.FromSeconds(60),
                async () =>
                {
                    if (harness.HasExited)
                        Assert.Fail(await File.ReadAllTextAsync(Path.Combine(folder, "harness.log"), Cancel));
                    return Directory.Exists(journal)
                        && Directory.EnumerateFiles(journal, "*.journal").Any()
                        && JournalReader.Read(journal).OfType<Told>().Count() > 300;
                },
                Cancel
            );
            await harness.KillAsync();
        }

        var written = JournalReader.Read(journal).ToList();
        await using var run = new FlowRun(folder, stack.A.Port, admin, stack.Database.Query);
        var audit = await run.AuditAsync(TimeSpan.FromSeconds(30), Cancel);

        Assert.True(audit.IsClean, run.Violations());
        Assert.True(audit.Replayed > 0, "no operation was open");
        Assert.Equal(written, JournalReader.Read(journal).Take(written.Count));
        Assert.Equal(audit.Part.Stored, audit.Part.Acknowledged);
        TestContext.Current.TestOutputHelper?.WriteLine($"{written.Count} records; {audit.Replayed} replayed; {audit.Part}");
    }
}
