using System.Text;
using PspLoad.IntegrationTests.Payments.Stack;

namespace PspLoad.IntegrationTests.Payments;

/// <summary>Invariant 9: no card number and no CVC in a dump of the database, the logs, the webhooks or the metrics.</summary>
[Collection(PaymentTests.Name)]
public sealed class CardDataTests(PaymentSystem system)
{
    private static readonly string[] s_allCards =
    [
        TestCards.Approved,
        TestCards.Declined,
        TestCards.InsufficientFunds,
        TestCards.Challenged,
        TestCards.AcquirerError,
        TestCards.LateAnswer,
        "5555555555554444",
        "378282246310005",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_card_data_is_left_anywhere()
    {
        PaymentSystem.SkipIfMissing();
        var order = "scan-" + Guid.NewGuid().ToString("N");
        foreach (var card in s_allCards)
        {
            await SendAsync(HttpMethod.Post, "/v1/tokens", $$"""{"card":{{TestCards.Card(card)}}}""");
            await SendAsync(HttpMethod.Post, "/v1/payments", TestCards.Payment(card, orderId: order));
            // Card numbers in the wrong place: broken JSON, a field's name, the path, the query, the request id, the order number.
            await SendAsync(HttpMethod.Post, "/v1/payments", TestCards.Payment(card) + "}");
            await SendAsync(HttpMethod.Post, "/v1/payments", $$"""{"{{card}}":"{{card}}"}""");
            await SendAsync(HttpMethod.Post, "/v1/payments", TestCards.Payment(card, orderId: card));
            await SendAsync(HttpMethod.Post, "/v1/payments", TestCards.Payment(card, orderId: "A1Z" + card));
            await SendAsync(HttpMethod.Get, $"/v1/payments/A1Z{card}", null);
            await SendAsync(HttpMethod.Post, "/v1/payments/" + card + "/capture", null);
            await SendAsync(HttpMethod.Get, "/v1/payments?orderId=" + card, null);
            await system.Client.SendAsync(system.A, HttpMethod.Get, "/v1/payments?orderId=x", null, null, Cancel, ("X-Request-Id", card));
            await system.Client.SendAsync(system.A, HttpMethod.Get, "/v1/payments?orderId=x", null, null, Cancel, ("X-Request-Id", "A1Z" + card));
        }

        await Wait.UntilAsync(
            "webhooks",
            TimeSpan.FromSeconds(20),
            () => Task.FromResult(system.Webhooks.Deliveries.Count(delivery => delivery.Body.Contains(order, StringComparison.Ordinal)) >= s_allCards.Length),
            Cancel
        );
        Dictionary<string, string> places = new()
        {
            ["dump"] = await system.Database.DumpAsync(Cancel),
            ["metrics"] = await system.A.MetricsAsync(Cancel) + await system.B.MetricsAsync(Cancel),
            ["webhooks"] = string.Join('\n', system.Webhooks.Deliveries.Select(delivery => delivery.Body)),
        };
        foreach (var log in Directory.EnumerateFiles(system.Directory, "*.log"))
            places[Path.GetFileName(log)] = await File.ReadAllTextAsync(log, Cancel);
        Assert.Contains("INSERT INTO `cards`", places["dump"], StringComparison.Ordinal);
        Assert.DoesNotContain("cvc", places["dump"], StringComparison.OrdinalIgnoreCase);
        Assert.Contains("/v1/payments", places["app1.log"], StringComparison.Ordinal);
        Assert.All(places, place => Assert.DoesNotMatch("A1Z[0-9]", place.Value));
        Assert.All(places, place =>
            Assert.True(CardScan.Find(place.Value).Count == 0, $"{place.Key}: {string.Join(", ", CardScan.Find(place.Value).Distinct().Take(3))}")
        );
    }

    /// <summary>Tables, redo log, binary log, temporary files: a thief of the disk has them all.</summary>
    [Fact]
    public async Task No_card_number_is_in_any_file_of_the_database()
    {
        PaymentSystem.SkipIfMissing();
        var order = "files-" + Guid.NewGuid().ToString("N");
        foreach (var card in s_allCards)
            await SendAsync(HttpMethod.Post, "/v1/payments", TestCards.Payment(card, orderId: order));
        byte[][] numbers = [.. s_allCards.Select(Encoding.ASCII.GetBytes)];
        List<string> holders = [];
        var orderSeen = false;
        foreach (
            var file in Directory
                .EnumerateFiles(Path.Combine(system.Directory, "db"), "*", SearchOption.AllDirectories)
                .Where(file => !file.EndsWith(".sock", StringComparison.Ordinal))
        )
        {
            var content = await File.ReadAllBytesAsync(file, Cancel);
            orderSeen |= content.AsSpan().IndexOf(Encoding.ASCII.GetBytes(order)) >= 0;
            holders.AddRange(numbers.Where(number => content.AsSpan().IndexOf(number) >= 0).Select(_ => file));
        }

        Assert.True(orderSeen, "the order number is in no file: the scan looks in the wrong place");
        Assert.Empty(holders);
    }

    /// <summary>A hash over a CVC can be reversed by trying 1,000 values, by whoever has its key.</summary>
    [Fact]
    public async Task Nothing_that_is_derived_from_a_CVC_is_kept()
    {
        PaymentSystem.SkipIfMissing();
        var order = "code-" + Guid.NewGuid().ToString("N");
        var body = TestCards.Payment(TestCards.Approved, orderId: order);
        await SendAsync(HttpMethod.Post, "/v1/payments", body);
        await SendAsync(HttpMethod.Post, "/v1/payments", body.Replace(TestCards.Cvc, "123"));
        await SendAsync(HttpMethod.Post, "/v1/payments", body.Replace($",\"cvc\":\"{TestCards.Cvc}\"", ""));
        await SendAsync(HttpMethod.Post, "/v1/payments", body.Replace("1999", "2000"));
        const string Hashes = "SELECT {0} FROM operations JOIN payments USING (payment_id) WHERE order_id = '{1}'";
        Assert.Equal(4, await system.Database.CountAsync(string.Format(Hashes, "COUNT(request_hash)", order), Cancel));
        Assert.Equal(2, await system.Database.CountAsync(string.Format(Hashes, "COUNT(DISTINCT request_hash)", order), Cancel));
    }

    [Fact]
    public async Task The_hash_of_a_request_goes_with_its_key()
    {
        PaymentSystem.SkipIfMissing();
        var key = Guid.NewGuid().ToString();
        var sale = await system.Client.PostAsync(system.A, "/v1/payments", TestCards.Payment(TestCards.Approved), key, Cancel);
        await system.Database.ExecuteAsync($"UPDATE psp.operations SET finished_at = finished_at - INTERVAL 49 HOUR WHERE idempotency_key = '{key}'", Cancel);
        // The worker of retention takes its first step at start.
        await using var node = system.CreateNode("retention");
        await node.StartReadyAsync(Cancel);
        var operations = $"FROM operations WHERE payment_id = UNHEX('{sale.Id[4..]}')";
        await Wait.UntilAsync(
            "retention",
            TimeSpan.FromSeconds(20),
            async () => await system.Database.CountAsync($"SELECT COUNT(*) {operations} AND idempotency_key IS NULL", Cancel) == 1,
            Cancel
        );
        Assert.Equal(1, await system.Database.CountAsync($"SELECT COUNT(*) {operations} AND request_hash IS NULL AND response_body IS NULL", Cancel));
    }

    [Fact]
    public void The_scan_finds_what_it_looks_for() =>
        Assert.Equal(3, CardScan.Find($$"""INSERT INTO t VALUES ('4242424242424242',378282246310005); {"cvc":"{{TestCards.Cvc}}"}""").Count);

    private Task<Answer> SendAsync(HttpMethod method, string target, string? body) =>
        system.Client.SendAsync(system.A, method, target, body, method == HttpMethod.Post ? Guid.NewGuid().ToString() : null, Cancel);
}
