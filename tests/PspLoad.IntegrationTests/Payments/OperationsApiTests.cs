using System.Globalization;
using System.Text.Json;
using PspLoad.IntegrationTests.Payments.Stack;

namespace PspLoad.IntegrationTests.Payments;

/// <summary>The API for operators and reconciliation: ledger, settlement, webhooks, health, metrics, the OpenAPI document.</summary>
[Collection(PaymentTests.Name)]
public sealed class OperationsApiTests(PaymentSystem system)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_ledger_is_read_page_by_page_without_a_gap()
    {
        PaymentSystem.SkipIfMissing();
        var order = "ledger-" + Guid.NewGuid().ToString("N");
        var from = TimeProvider.System.GetUtcNow().AddSeconds(-1).ToString("O", CultureInfo.InvariantCulture);
        var sale = await PostAsync("/v1/payments", TestCards.Payment(TestCards.Approved, 700, "KWD", order));
        await PostAsync($"/v1/payments/{sale.Id}/refunds", """{"amount":200}""");
        var held = await PostAsync("/v1/payments", TestCards.Payment(TestCards.Approved, 500, "KWD", order, ""","capture":"manual" """));
        await PostAsync($"/v1/payments/{held.Id}/capture", """{"amount":100}""");
        await PostAsync($"/v1/payments/{held.Id}/refunds", """{"amount":100}""");
        List<JsonElement> entries = [];
        var cursor = "";
        bool more;
        do
        {
            var page = await system.Client.GetAsync(system.B, $"/v1/ledger/entries?from={Uri.EscapeDataString(from)}&limit=3&cursor={cursor}", Cancel);
            Assert.Equal(200, page.Status);
            entries.AddRange(page.Body.GetProperty("data").EnumerateArray());
            cursor = page.Body.GetProperty("cursor").GetString()!;
            more = page.Body.GetProperty("hasMore").GetBoolean();
        } while (more);
        Assert.Equal(
            entries.Select(entry => entry.GetProperty("id").GetUInt64()).Order().Distinct(),
            entries.Select(entry => entry.GetProperty("id").GetUInt64())
        );
        string[] lines =
        [
            .. entries
                .Where(entry => entry.GetProperty("orderId").GetString() == order)
                .Select(entry => $"{entry.GetProperty("kind")} {entry.GetProperty("account")} {entry.GetProperty("debit")} {entry.GetProperty("credit")}"),
        ];
        Assert.Equal(
            [
                "payment acquirer_receivable 700 0",
                "payment merchant_payable 0 700",
                "refund merchant_payable 200 0",
                "refund acquirer_receivable 0 200",
                "payment acquirer_authorized 500 0",
                "payment merchant_authorized 0 500",
                "capture merchant_authorized 100 0",
                "capture acquirer_authorized 0 100",
                "capture acquirer_receivable 100 0",
                "capture merchant_payable 0 100",
                "refund merchant_authorized 400 0",
                "refund acquirer_authorized 0 400",
                "refund merchant_payable 100 0",
                "refund acquirer_receivable 0 100",
            ],
            lines
        );
        var none = await system.Client.GetAsync(system.B, "/v1/ledger/entries?to=2020-01-01", Cancel);
        Assert.Equal(0, none.Body.GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task What_is_pending_is_listed_until_it_is_settled()
    {
        PaymentSystem.SkipIfMissing();
        var order = "pending-" + Guid.NewGuid().ToString("N");
        system.Webhooks.Respond = static (_, _) => 500;
        await system.Acquirer.BehaveAsync("""{"outage":"hang"}""", Cancel);
        var sale = await PostAsync("/v1/payments", TestCards.Payment(TestCards.Approved, 1234, "JPY", order));
        Assert.Equal(202, sale.Status);
        var open = (await PendingAsync()).Body;
        // Give-up 4 s, lease 1 s + 3 s, pause 0.5 s, two time-outs of 1 s.
        Assert.Equal(11, open.GetProperty("settlesWithinSeconds").GetInt32());
        var operation = Assert.Single(Of(open, "operations", order));
        Assert.Equal(
            (1234, "JPY", sale.Id),
            (operation.GetProperty("amount").GetInt64(), operation.GetProperty("currency").GetString(), Text(operation, "paymentId"))
        );
        Assert.Equal(sale.Body.GetProperty("pendingOperation").GetString(), Text(operation, "reference"));
        var now = TimeProvider.System.GetUtcNow();
        Assert.InRange(operation.GetProperty("since").GetDateTimeOffset(), now.AddMinutes(-1), now.AddMinutes(1));
        Assert.True(open.GetProperty("operationsTotal").GetInt64() >= 1);
        Assert.Empty(Of(open, "reversals", order));
        Assert.Empty(Of((await system.LimitedClient.GetAsync(system.A, "/v1/ledger/pending", Cancel)).Body, "operations", order));

        // It is given up, but the acquirer cannot confirm that yet.
        await UntilAsync(body => Of(body, "reversals", order).Any());
        open = (await PendingAsync()).Body;
        Assert.Empty(Of(open, "operations", order));
        Assert.Equal((Text(operation, "reference"), 1234), (Text(Of(open, "reversals", order).Single(), "reference"), 1234));
        Assert.True(open.GetProperty("reversalsTotal").GetInt64() >= 1);
        Assert.True(open.GetProperty("webhooks").GetProperty("pending").GetInt64() >= 1);
        var unsent = open.GetProperty("webhooks").GetProperty("events").EnumerateArray().Single(item => Text(item, "orderId") == order);
        Assert.Equal((Text(operation, "reference")!.Replace("op_", "evt_"), sale.Id), (Text(unsent, "id"), Text(unsent, "paymentId")));
        Assert.InRange(unsent.GetProperty("since").GetDateTimeOffset(), now.AddMinutes(-1), now.AddMinutes(1));

        await system.Acquirer.BehaveWellAsync(Cancel);
        system.Webhooks.Respond = static (_, _) => 204;
        await UntilAsync(body => !Of(body, "reversals", order).Any() && body.GetProperty("webhooks").GetProperty("pending").GetInt64() == 0);
        Assert.Equal(400, (await system.Client.GetAsync(system.A, "/v1/ledger/pending?page=2", Cancel)).Status);

        Task<Answer> PendingAsync() => system.Client.GetAsync(system.B, "/v1/ledger/pending", Cancel);
        Task UntilAsync(Func<JsonElement, bool> condition) =>
            Wait.UntilAsync("pending", TimeSpan.FromSeconds(40), async () => condition((await PendingAsync()).Body), Cancel);
        static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
        static IEnumerable<JsonElement> Of(JsonElement pending, string list, string order) =>
            pending.GetProperty(list).EnumerateArray().Where(item => Text(item, "orderId") == order);
    }

    [Theory]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=x", "to")]
    [InlineData("cursor=-1", "cursor")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=5001", "limit")]
    [InlineData("page=2", "page")]
    public async Task Bad_parameters_are_named(string query, string field)
    {
        PaymentSystem.SkipIfMissing();
        var answer = await system.Client.GetAsync(system.A, "/v1/ledger/entries?" + query, Cancel);
        Assert.Equal(400, answer.Status);
        Assert.Equal([field], answer.Fields);
    }

    [Fact]
    public async Task The_settlement_of_a_day_lists_charges_and_refunds()
    {
        PaymentSystem.SkipIfMissing();
        var order = "=settled, \"" + Guid.NewGuid().ToString("N");
        var sale = await PostAsync("/v1/payments", TestCards.Payment(TestCards.Approved, 900, "JPY", order.Replace("\"", "\\\"")));
        await PostAsync($"/v1/payments/{sale.Id}/refunds", """{"amount":50}""");
        var today = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var answer = await system.Client.GetAsync(system.A, "/v1/settlements/" + today, Cancel);
        Assert.Equal((200, "text/csv"), (answer.Status, answer.ContentType));
        var lines = answer.Body.GetString()!.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("time,payment_id,order_id,operation_id,kind,currency,amount_minor,entry_id", lines[0]);
        var quoted = "\"'" + order.Replace("\"", "\"\"") + "\"";
        Assert.Equal(
            ["payment,JPY,900", "refund,JPY,-50"],
            lines.Where(line => line.Contains(quoted, StringComparison.Ordinal)).Select(line => string.Join(',', line.Split(',')[^4..^1]))
        );
        List<string> paged = [];
        string[] page;
        do
        {
            var cursor = paged.Count == 0 ? "" : "&cursor=" + paged[^1].Split(',')[^1];
            var part = await system.Client.GetAsync(system.B, $"/v1/settlements/{today}?limit=3{cursor}", Cancel);
            page = part.Body.GetString()!.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
            paged.AddRange(page);
        } while (page.Length == 3);
        Assert.Equal(lines[1..], paged);
        Assert.Equal(["limit", "page"], (await system.Client.GetAsync(system.A, $"/v1/settlements/{today}?limit=0&page=2", Cancel)).Fields);
        Assert.Equal(400, (await system.Client.GetAsync(system.A, "/v1/settlements/today", Cancel)).Status);
    }

    [Fact]
    public async Task Webhooks_are_signed_and_repeated_with_the_same_id_until_accepted()
    {
        PaymentSystem.SkipIfMissing();
        var order = "hook-" + Guid.NewGuid().ToString("N");
        system.Webhooks.Respond = (_, number) => number == 1 ? 500 : 204;
        var sale = await PostAsync("/v1/payments", TestCards.Payment(TestCards.Approved, orderId: order));
        var refund = await PostAsync($"/v1/payments/{sale.Id}/refunds", null);
        await Wait.UntilAsync("four deliveries", TimeSpan.FromSeconds(20), () => Task.FromResult(Deliveries(order).Count() == 4), Cancel);
        system.Webhooks.Respond = static (_, _) => 204;
        Assert.Equal(2, Deliveries(order).Select(delivery => delivery.EventId).Distinct().Count());
        Assert.Equal(
            ["payment.captured", "payment.refunded"],
            Deliveries(order).Select(delivery => delivery.Json.GetProperty("type").GetString()!).Distinct().Order(StringComparer.Ordinal)
        );
        Assert.All(Deliveries(order), delivery =>
        {
            Assert.Equal(delivery.EventId, delivery.Json.GetProperty("id").GetString());
            var t = long.Parse(delivery.Signature.AsSpan(2, delivery.Signature.IndexOf(',', StringComparison.Ordinal) - 2), CultureInfo.InvariantCulture);
            Assert.Equal(
                TestSignature.Create(PaymentSystem.WebhookSecret, t, "POST", "/hooks", "application/json", delivery.EventId, delivery.Body),
                delivery.Signature
            );
        });
        Assert.Equal(
            refund.Payment.ToString(),
            Deliveries(order).Last(delivery => delivery.Json.GetProperty("version").GetInt32() == 2).Json.GetProperty("payment").ToString()
        );
    }

    [Fact]
    public async Task Metrics_are_prometheus_text()
    {
        PaymentSystem.SkipIfMissing();
        await PostAsync("/v1/payments", TestCards.Payment(TestCards.Declined));
        var text = await system.A.MetricsAsync(Cancel);
        foreach (
            var expected in new[]
            {
                "psp_operations_total{kind=\"payment\",outcome=\"declined\"}",
                "psp_http_request_duration_seconds_bucket{route=\"/v1/payments\",le=\"0.1\"}",
                "psp_acquirer_request_duration_seconds_count{message=\"sale\",result=\"declined\"}",
                "psp_payment_success_ratio ",
                "psp_webhook_backlog ",
                "\npsp_ready 1\n",
                "process_cpu_seconds_total ",
                "db_client_connections_usage{",
            }
        )
        {
            Assert.Contains(expected, text, StringComparison.Ordinal);
        }

        Assert.All(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), line =>
            Assert.Matches("^(# (HELP|TYPE) [a-z_]+ .*|[a-z_]+({([a-z_]+=\"[^\"]*\",?)+})? [-+.0-9E]+)$", line)
        );
    }

    [Fact]
    public async Task The_openapi_document_has_every_path_and_every_status_code_sent()
    {
        PaymentSystem.SkipIfMissing();
        var document = await system.Client.GetAsync(system.A, "/openapi.json", Cancel);
        string[] described =
        [
            .. document
                .Body.GetProperty("paths")
                .EnumerateObject()
                .SelectMany(path =>
                    path.Value.EnumerateObject().Where(method => method.Name is "get" or "post").Select(method => $"{method.Name} {path.Name}")
                ),
        ];
        Assert.Equal(
            [
                "get /v1/ledger/entries",
                "get /v1/ledger/pending",
                "get /v1/payments",
                "get /v1/payments/{id}",
                "get /v1/settlements/{date}",
                "post /v1/payments",
                "post /v1/payments/{id}/authenticate",
                "post /v1/payments/{id}/capture",
                "post /v1/payments/{id}/refunds",
                "post /v1/payments/{id}/void",
                "post /v1/tokens",
            ],
            described.Order(StringComparer.Ordinal)
        );
        var sale = await PostAsync("/v1/payments", TestCards.Payment(TestCards.Approved, extra: ""","returnUrl":"https://shop.example" """));
        var schema = document.Body.GetProperty("components").GetProperty("schemas").GetProperty("Payment").GetProperty("properties");
        Assert.Empty(sale.Body.EnumerateObject().Select(property => property.Name).Except(schema.EnumerateObject().Select(property => property.Name)));
    }

    private IEnumerable<(string EventId, string Signature, string Body, JsonElement Json)> Deliveries(string order) =>
        system
            .Webhooks.Deliveries.Where(delivery => delivery.Body.Contains(order, StringComparison.Ordinal))
            .Select(delivery => (delivery.EventId, delivery.Signature, delivery.Body, JsonDocument.Parse(delivery.Body).RootElement));

    private Task<Answer> PostAsync(string target, string? body) => system.Client.PostAsync(system.A, target, body, Guid.NewGuid().ToString(), Cancel);
}
