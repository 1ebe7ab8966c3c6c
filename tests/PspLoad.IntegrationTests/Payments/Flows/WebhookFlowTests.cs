using System.Globalization;
using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.IntegrationTests.Payments.Stack;
using PspLoad.Payments.Flows;
using PspLoad.Payments.Journal;
using PspLoad.Payments.Stories;

namespace PspLoad.IntegrationTests.Payments.Flows;

/// <summary>The webhooks of a real PSP as a witness. <see cref="PaymentFlowTests"/> has the run in which nothing goes wrong.</summary>
[Collection(PaymentTests.Name)]
public sealed class WebhookFlowTests(PaymentSystem system)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lost_webhooks_are_violations_of_exactly_their_orders()
    {
        PaymentSystem.SkipIfMissing();
        await using var front = new WebhookFront { LosesEvery = 40 };
        await using var stack = await FlowStack.StartAsync(system, "losing", 25, Cancel, await system.WebhooksToAsync(front.Url, Cancel));
        using var admin = stack.Acquirer.AdminClient();
        var folder = Directory.CreateDirectory(Path.Combine(system.Directory, "run-losing")).FullName;
        await using var run = new FlowRun(folder, stack.A.Port, admin, stack.Database.Query, front.Harness);
        await run.MarkAsync(Cancel);

        // A chargeback comes by itself, perhaps while the books are read: with one look only it would be one more violation.
        await run.LoadAsync([.. FlowCatalogue.Names.Except(["chargeback"])], users: 8, TimeSpan.FromSeconds(4), Cancel);
        var audit = await run.AuditAsync(TimeSpan.Zero, Cancel);

        Assert.True(front.Lost > 0, "no webhook was lost");
        Assert.False(audit.IsClean);
        // A payment has one webhook for each step of its order; two lost ones may belong to one order.
        Assert.InRange(Found(run).Select(line => line.OrderId).Distinct(StringComparer.Ordinal).Count(), 1, front.Lost);
        Assert.All(Found(run), line => Assert.True(line.Kind is ViolationKind.Unnotified or ViolationKind.AmountMismatch or ViolationKind.StateMismatch));
        Assert.All(Found(run).GroupBy(line => line.OrderId, StringComparer.Ordinal), order =>
            Assert.Contains(order, line => line.Kind == ViolationKind.Unnotified)
        );
    }

    [Fact]
    public async Task A_node_killed_between_a_delivery_and_its_answer_delivers_twice_and_the_books_are_clean()
    {
        PaymentSystem.SkipIfMissing();
        await using var front = new WebhookFront();
        await using var stack = await FlowStack.StartAsync(system, "twice", 26, Cancel, await system.WebhooksToAsync(front.Url, Cancel));
        using var admin = stack.Acquirer.AdminClient();
        await using var api = new Front(stack.A.Port, stack.B.Port);
        var folder = Directory.CreateDirectory(Path.Combine(system.Directory, "run-twice")).FullName;
        await using var run = new FlowRun(folder, api.Port, admin, stack.Database.Query, front.Harness);
        await run.MarkAsync(Cancel);

        var load = run.LoadAsync([], users: 24, TimeSpan.FromSeconds(8), Cancel);
        await Wait.UntilAsync("some webhooks", TimeSpan.FromSeconds(20), () => Task.FromResult(run.Webhooks.Received > 200), Cancel);
        front.Hold();
        // A node sends 16 at a time, so some of these are of the node that is killed.
        await Wait.UntilAsync("deliveries of both nodes", TimeSpan.FromSeconds(20), () => Task.FromResult(front.Held > 16), Cancel);
        await stack.A.KillAsync();
        front.Release();
        await load;
        var audit = await run.AuditAsync(TimeSpan.FromSeconds(30), Cancel);

        Assert.True(audit.IsClean, run.Violations());
        Assert.Empty(audit.Notes);
        var received = JournalReader.Read(Path.Combine(folder, ResultFiles.Webhooks)).OfType<Notification>().ToList();
        var events = received.Select(notification => notification.Reference).Distinct(StringComparer.Ordinal).Count();
        Assert.True(received.Count > events, $"{received.Count} deliveries of {events} events");
        TestContext.Current.TestOutputHelper?.WriteLine($"{received.Count} deliveries of {events} events; {audit.Part}");
    }

    [Fact]
    public async Task The_program_receives_webhooks_and_compares_them()
    {
        PaymentSystem.SkipIfMissing();
        var hooks = new Uri($"http://127.0.0.1:{FreePort.Next()}/hooks");
        await using var stack = await FlowStack.StartAsync(system, "program", 27, Cancel, await system.WebhooksToAsync(hooks, Cancel));
        var folder = Directory.CreateDirectory(Path.Combine(system.Directory, "run-program")).FullName;
        var merchant = await SecretFileAsync(folder, "merchant", PaymentSystem.MerchantKey, PaymentSystem.MerchantSecret);
        var secret = await SecretFileAsync(folder, "webhook", PaymentSystem.WebhookSecret);
        var target = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{stack.A.Port}");

        var made = await Provisioning.Cli.RunAsync(
            Cancel,
            [
                "run",
                "--target",
                target,
                "--merchant",
                merchant,
                "--webhooks",
                hooks.ToString(),
                "--webhook-secret-file",
                secret,
                "-s",
                "smoke",
                "-d",
                "3s",
                "--set",
                "warmUp=1s",
                "--results",
                folder,
            ]
        );

        var file = Path.Combine(folder, "latest", ResultFiles.Run);
        Assert.True(File.Exists(file), made.ToString());
        AssertCompared(RunFile.Read(file));
        File.Delete(file);
        var again = await Provisioning.Cli.RunAsync(Cancel, ["reconcile", Path.Combine(folder, "latest")]);
        Assert.True(again.ExitCode == (int)ExitCode.Passed, again.ToString());
        AssertCompared(RunFile.Read(file));
    }

    private static void AssertCompared(RunDocument run)
    {
        Assert.Equal(BooksVerdict.Clean, run.Verdict.Reconciliation);
        Assert.DoesNotContain(run.Verdict.Findings, finding => finding.Message.Contains("webhook", StringComparison.Ordinal));
    }

    private static List<ViolationLine> Found(FlowRun run) =>
        [
            .. run.Violations()
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => System.Text.Json.JsonSerializer.Deserialize(line, ResultsJson.Default.ViolationLine)!),
        ];

    private static async Task<string> SecretFileAsync(string folder, string name, params IEnumerable<string> lines)
    {
        var file = Path.Combine(folder, name);
        await File.WriteAllLinesAsync(file, lines, Cancel);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }
}
