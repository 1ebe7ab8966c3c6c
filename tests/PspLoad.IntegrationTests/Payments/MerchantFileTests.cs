using System.Globalization;
using System.Text.RegularExpressions;
using PspLoad.IntegrationTests.Payments.Stack;

namespace PspLoad.IntegrationTests.Payments;

/// <summary>A node follows the merchants' file.</summary>
[Collection(PaymentTests.Name)]
public sealed partial class MerchantFileTests(PaymentSystem system)
{
    private const string Stays = """{"name":"stays","key":"key-of-who-stays","secret":"secret-of-who-stays"}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_removed_merchant_loses_access_and_keys_and_secrets_are_rotated_without_a_restart()
    {
        PaymentSystem.SkipIfMissing();
        await using var node = system.CreateNode("roster");
        await WriteAsync($$"""{"name":"moves","key":"key-of-who-moves-1","secret":"secret-of-who-moves-1"}""");
        node.Start(("MERCHANTS_FILE", Path.Combine(system.Directory, "roster.json")));
        await node.WaitReadyAsync(Cancel);
        Assert.Equal("200 401 401 401 200", await AskAsync(node));

        await WriteAsync("""{"name":"moves","keys":["key-of-who-moves-2","key-of-who-moves-1"],"secrets":["secret-of-who-moves-2","secret-of-who-moves-1"]}""");
        await UntilAsync(node, "200 200 200 200 200");
        await WriteAsync("""{"name":"moves","keys":["key-of-who-moves-2"],"secret":"secret-of-who-moves-2"}""");
        await UntilAsync(node, "401 401 401 200 200");

        // A file with a mistake changes nothing.
        await WriteAsync("""{"name":"moves","key":"short","secret":"secret-of-who-moves-2"},{"name":"stays"}""");
        await Wait.UntilAsync(
            "the log",
            TimeSpan.FromSeconds(10),
            async () => (await File.ReadAllTextAsync(node.Log, Cancel)).Contains("[1].key: must have 16 to 200 characters", StringComparison.Ordinal),
            Cancel
        );
        Assert.Equal("401 401 401 200 200", await AskAsync(node));
        Assert.Contains("[2].name: is the name of [0], too", await File.ReadAllTextAsync(node.Log, Cancel), StringComparison.Ordinal);

        await WriteAsync();
        await UntilAsync(node, "401 401 401 401 200");
        await WriteAsync("""{"name":"moves","key":"key-of-who-moves-1","secret":"secret-of-who-moves-1"}""");
        await UntilAsync(node, "200 401 401 401 200");
        Assert.Equal(0, await system.Database.CountAsync("SELECT COUNT(*) FROM merchants WHERE key_hash IS NOT NULL OR signing_secret IS NOT NULL", Cancel));
    }

    /// <summary>The payment was accepted, so it ends and its webhook is sent.</summary>
    [Fact]
    public async Task What_a_removed_merchant_began_still_ends()
    {
        PaymentSystem.SkipIfMissing();
        var order = "removed-" + Guid.NewGuid().ToString("N");
        await using var node = system.CreateNode("roster2");
        await WriteAsync(
            $$"""{"name":"goes","key":"key-of-who-goes-","secret":"secret-of-who-goes","webhookUrl":"{{system.Webhooks.Url}}","webhookSecret":"webhook-of-who-goes"}"""
        );
        node.Start(("MERCHANTS_FILE", Path.Combine(system.Directory, "roster.json")));
        await node.WaitReadyAsync(Cancel);
        await system.Acquirer.BehaveAsync("""{"outage":"hang"}""", Cancel);
        MerchantClient goes = new(system.Http, "key-of-who-goes-", "secret-of-who-goes");
        Assert.Equal(202, (await goes.PostAsync(node, "/v1/payments", TestCards.Payment(TestCards.Approved, orderId: order), order, Cancel)).Status);
        await WriteAsync();
        await Wait.UntilAsync(
            "removal",
            TimeSpan.FromSeconds(5),
            async () => (await goes.GetAsync(node, "/v1/payments?orderId=x", Cancel)).Status == 401,
            Cancel
        );
        await system.Acquirer.BehaveWellAsync(Cancel);
        await Wait.UntilAsync(
            "the webhook",
            TimeSpan.FromSeconds(20),
            () => Task.FromResult(system.Webhooks.Deliveries.Any(delivery => delivery.Body.Contains(order, StringComparison.Ordinal))),
            Cancel
        );
    }

    /// <summary>The goal: at most 2 s more to start than with one merchant. The test's output has the times; it asserts how the merchants are stored.</summary>
    [Fact]
    public async Task Many_merchants_are_stored_by_a_few_statements_and_each_can_pay_and_read_its_ledger()
    {
        PaymentSystem.SkipIfMissing();
        const int Many = 1_500;
        var file = Path.Combine(system.Directory, "many.json");
        MerchantClient[] clients =
        [
            .. Enumerable.Range(0, Many).Select(i => new MerchantClient(system.Http, $"key-of-merchant-{i}", $"secret-of-merchant-{i}")),
        ];

        await WriteAsync();
        var one = await StartAsync("one", Path.Combine(system.Directory, "roster.json"));
        await File.WriteAllTextAsync(file, $"[{string.Join(",\n", Enumerable.Range(0, Many).Select(Merchant))}]", Cancel);
        var before = await InsertsAsync();
        var first = await StartAsync("first", file);
        var inserts = await InsertsAsync() - before;
        await using var node = system.CreateNode("second");
        var second = await StartAsync(node, file);

        Assert.InRange(inserts, 1, 20);
        Assert.Equal(Many, await system.Database.CountAsync("SELECT COUNT(*) FROM merchants WHERE name LIKE 'many %'", Cancel));
        foreach (var client in new[] { clients[0], clients[^1] })
        {
            var paid = await client.PostAsync(node, "/v1/payments", TestCards.Payment(TestCards.Approved), Guid.NewGuid().ToString(), Cancel);
            Assert.Equal((201, "captured"), (paid.Status, paid.PaymentStatus));
        }
        var started = TimeProvider.System.GetTimestamp();
        await Parallel.ForEachAsync(clients, new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = Cancel }, async (client, cancel) =>
            Assert.Equal(200, (await client.GetAsync(node, "/v1/ledger/entries", cancel)).Status)
        );
        var read = TimeProvider.System.GetElapsedTime(started);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"ready after {one:0} ms with 1 merchant, {first:0} ms with {Many} new ones, {second:0} ms with {Many} known ones; "
                + $"{read.TotalSeconds:0.0} s for all ledgers"
        );

        string Merchant(int i) =>
            $$"""{"name":"many {{i}}","key":"key-of-merchant-{{i}}","secret":"secret-of-merchant-{{i}}","""
            + $$""" "webhookUrl":"{{system.Webhooks.Url}}","webhookSecret":"webhook-of-merchant-{{i}}"}""";
        Task<long> InsertsAsync() =>
            system.Database.CountAsync("SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'COM_INSERT'", Cancel);
    }

    /// <returns>milliseconds until the node was ready, from its log</returns>
    private async Task<double> StartAsync(string name, string merchants)
    {
        await using var node = system.CreateNode(name);
        return await StartAsync(node, merchants);
    }

    private static async Task<double> StartAsync(PspNode node, string merchants)
    {
        node.Start(("MERCHANTS_FILE", merchants));
        await node.WaitReadyAsync(Cancel);
        var said = Match.Empty;
        await Wait.UntilAsync(
            "the log",
            TimeSpan.FromSeconds(10),
            async () => (said = ReadyAfter().Match(await File.ReadAllTextAsync(node.Log, Cancel))).Success,
            Cancel
        );
        return double.Parse(said.Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("(?<=ready after )[0-9.]+(?= ms)", RegexOptions.None, 1000)]
    private static partial Regex ReadyAfter();

    private async Task WriteAsync(params string[] merchants)
    {
        var path = Path.Combine(system.Directory, "roster.json");
        await File.WriteAllTextAsync(path + ".new", $"[{string.Join(",\n ", [Stays, .. merchants])}]", Cancel);
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>The goal is 5 s.</summary>
    private Task UntilAsync(PspNode node, string expected) =>
        Wait.UntilAsync(expected, TimeSpan.FromSeconds(5), async () => expected == await AskAsync(node), Cancel);

    /// <returns>the status for old key and secret, old and new, new and old, new and new, and for the merchant who stays</returns>
    private async Task<string> AskAsync(PspNode node)
    {
        (string Key, string Secret)[] credentials =
        [
            ("key-of-who-moves-1", "secret-of-who-moves-1"),
            ("key-of-who-moves-1", "secret-of-who-moves-2"),
            ("key-of-who-moves-2", "secret-of-who-moves-1"),
            ("key-of-who-moves-2", "secret-of-who-moves-2"),
            ("key-of-who-stays", "secret-of-who-stays"),
        ];
        List<int> status = [];
        foreach (var (key, secret) in credentials)
            status.Add((await new MerchantClient(system.Http, key, secret).GetAsync(node, "/v1/payments?orderId=none", Cancel)).Status);
        return string.Join(' ', status);
    }
}
