using System.Globalization;
using System.Text.Json;
using PspLoad.IntegrationTests.Payments.Stack;

namespace PspLoad.IntegrationTests.Payments;

/// <summary>The cardholder's bank takes a sale back: the PSP books it once, shows it, settles it and tells the merchant.</summary>
[Collection(PaymentTests.Name)]
public sealed class ChargebackTests(PaymentSystem system)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_disputed_sale_is_charged_back_once_although_two_nodes_ask()
    {
        PaymentSystem.SkipIfMissing();
        var order = "disputed-" + Guid.NewGuid().ToString("N");
        var sale = await PostAsync("/v1/payments", TestCards.Payment(TestCards.ChargedBack, 900, "JPY", order));
        Assert.Equal("captured", sale.PaymentStatus);

        var payment = await UntilChargedBackAsync(sale.Id);

        Assert.Equal((900, 0, 900), (payment.Number("amountCaptured"), payment.Number("amountRefunded"), payment.Number("amountChargedBack")));
        Assert.Equal(
            ["payment acquirer_receivable 900", "payment merchant_payable -900", "chargeback merchant_payable 900", "chargeback acquirer_receivable -900"],
            await EntriesAsync(order)
        );
        Assert.Equal((409, "illegal-transition"), await RefundAsync(sale.Id));
        var today = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var settled = (await system.Client.GetAsync(system.A, "/v1/settlements/" + today, Cancel)).Body.GetString()!;
        Assert.Equal(
            ["payment,JPY,900", "chargeback,JPY,-900"],
            settled.Split('\n').Where(line => line.Contains(order, StringComparison.Ordinal)).Select(line => string.Join(',', line.Split(',')[4..7]))
        );
        await Wait.UntilAsync(
            "the webhook",
            TimeSpan.FromSeconds(20),
            () => Task.FromResult(system.Webhooks.Deliveries.Any(delivery => IsAbout(delivery.Body, order))),
            Cancel
        );
        await Wait.UntilAsync("acceptance", TimeSpan.FromSeconds(10), async () => await system.Acquirer.CountChargebacksAsync(Cancel) == 0, Cancel);
        await Books.AssertInOrderAsync(system.Database, system.Acquirer, [], Cancel);
    }

    [Fact]
    public async Task A_chargeback_takes_what_is_left_after_a_capture_and_a_refund()
    {
        PaymentSystem.SkipIfMissing();
        var order = "disputed-" + Guid.NewGuid().ToString("N");
        var held = await PostAsync("/v1/payments", TestCards.Payment(TestCards.Approved, 1000, orderId: order, extra: ""","capture":"manual" """));
        await PostAsync($"/v1/payments/{held.Id}/capture", """{"amount":600}""");
        await PostAsync($"/v1/payments/{held.Id}/refunds", """{"amount":100}""");
        var entries = await system.Client.GetAsync(system.A, "/v1/ledger/entries?limit=5000&from=" + Today(), Cancel);
        var authorisation = entries.Body.GetProperty("data").EnumerateArray().First(entry => Text(entry, "orderId") == order);

        await system.Acquirer.ChargeBackAsync(Text(authorisation, "operationId"), Cancel);
        var payment = await UntilChargedBackAsync(held.Id);

        Assert.Equal((600, 100, 500), (payment.Number("amountCaptured"), payment.Number("amountRefunded"), payment.Number("amountChargedBack")));
        Assert.Equal(["chargeback merchant_payable 500", "chargeback acquirer_receivable -500"], (await EntriesAsync(order))[^2..]);
    }

    private async Task<Answer> UntilChargedBackAsync(string payment)
    {
        var found = Answer.None;
        await Wait.UntilAsync(
            "the chargeback",
            TimeSpan.FromSeconds(20),
            async () => (found = await system.Client.GetAsync(system.B, "/v1/payments/" + payment, Cancel)).PaymentStatus == "charged_back",
            Cancel
        );
        return found;
    }

    private async Task<(int, string)> RefundAsync(string payment)
    {
        var answer = await PostAsync($"/v1/payments/{payment}/refunds", null);
        return (answer.Status, answer.Type);
    }

    /// <returns>kind, account, debit − credit</returns>
    private async Task<string[]> EntriesAsync(string order)
    {
        List<JsonElement> entries = [];
        var cursor = "";
        Answer page;
        do
        {
            page = await system.Client.GetAsync(system.A, $"/v1/ledger/entries?limit=5000&from={Today()}&cursor={cursor}", Cancel);
            entries.AddRange(page.Body.GetProperty("data").EnumerateArray());
            cursor = Text(page.Body, "cursor");
        } while (page.Body.GetProperty("hasMore").GetBoolean());
        return
        [
            .. entries
                .Where(entry => Text(entry, "orderId") == order)
                .Select(entry =>
                    $"{Text(entry, "kind")} {Text(entry, "account")} {entry.GetProperty("debit").GetInt64() - entry.GetProperty("credit").GetInt64()}"
                ),
        ];
    }

    private static bool IsAbout(string webhook, string order)
    {
        var json = JsonDocument.Parse(webhook).RootElement;
        return Text(json, "type") == "payment.charged_back" && Text(json.GetProperty("payment"), "orderId") == order;
    }

    private static string Today() => TimeProvider.System.GetUtcNow().AddMinutes(-1).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    /// <summary>Repeats the key until the outcome is known: the acquirer may be slow on a busy machine.</summary>
    private Task<Answer> PostAsync(string target, string? body) =>
        system.Client.ResolveAsync([system.A], target, body, Guid.NewGuid().ToString(), TimeSpan.FromSeconds(20), Cancel);
}
