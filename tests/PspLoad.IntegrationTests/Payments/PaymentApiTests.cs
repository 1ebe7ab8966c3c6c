using PspLoad.IntegrationTests.Payments.Stack;

namespace PspLoad.IntegrationTests.Payments;

/// <summary>Every endpoint and every card, as a merchant sees them.</summary>
[Collection(PaymentTests.Name)]
public sealed class PaymentApiTests(PaymentSystem system)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(TestCards.Approved, 201, "captured", null)]
    [InlineData(TestCards.Declined, 402, "declined", "do_not_honor")]
    [InlineData(TestCards.InsufficientFunds, 402, "declined", "insufficient_funds")]
    [InlineData(TestCards.Challenged, 201, "requires_action", null)]
    [InlineData(TestCards.AcquirerError, 502, "failed", "acquirer_error")]
    public async Task Each_card_has_its_outcome(string card, int status, string paymentStatus, string? reason)
    {
        PaymentSystem.SkipIfMissing();
        var answer = await PostAsync("/v1/payments", TestCards.Payment(card));
        Assert.Equal(status, answer.Status);
        Assert.Equal(paymentStatus, answer.PaymentStatus);
        Assert.Equal(status >= 400 ? "application/problem+json" : "application/json", answer.ContentType);
        if (reason is not null)
            Assert.Equal(reason, answer.Body.GetProperty("reason").GetString());
        var stored = await system.Client.GetAsync(system.B, "/v1/payments/" + answer.Id, Cancel);
        Assert.Equal(answer.Payment.ToString(), stored.Body.ToString());
    }

    [Fact]
    public async Task A_late_answer_leaves_the_payment_in_processing_until_the_key_is_repeated()
    {
        PaymentSystem.SkipIfMissing();
        string key = Key(),
            body = TestCards.Payment(TestCards.LateAnswer);
        var first = await system.Client.PostAsync(system.A, "/v1/payments", body, key, Cancel);
        Assert.Equal(202, first.Status);
        Assert.Equal("processing", first.PaymentStatus);
        Assert.NotNull(first.RetryAfter);
        var final = await system.Client.ResolveAsync([system.B, system.A], "/v1/payments", body, key, TimeSpan.FromSeconds(10), Cancel);
        Assert.Equal((201, "captured", first.Id), (final.Status, final.PaymentStatus, final.Id));
    }

    [Fact]
    public async Task A_token_pays_and_the_same_card_has_the_same_token()
    {
        PaymentSystem.SkipIfMissing();
        var body = $$"""{"card":{{TestCards.Card("5555555555554444")}}}""";
        var first = await PostAsync("/v1/tokens", body);
        Assert.Equal(201, first.Status);
        Assert.Equal(["token", "brand", "bin", "last4"], first.Body.EnumerateObject().Select(property => property.Name));
        Assert.Equal(("mastercard", "555555", "4444"), (Text(first, "brand"), Text(first, "bin"), Text(first, "last4")));
        Assert.Equal(Text(first, "token"), Text(await PostAsync("/v1/tokens", body), "token"));
        var paid = await PostAsync("/v1/payments", TestCards.TokenPayment(Text(first, "token")));
        Assert.Equal((201, "captured", Text(first, "token")), (paid.Status, paid.PaymentStatus, Text(paid, "token")));
    }

    /// <summary>Both are the same card at the issuer, but the attempts are unrelated: each has the expiry that was sent with it.</summary>
    [Fact]
    public async Task A_challenge_changes_neither_the_expiry_of_a_token_nor_that_of_another_challenge()
    {
        PaymentSystem.SkipIfMissing();
        const string Number = "5105105105105100";
        const string Challenged = ""","threeDSecure":"required" """;
        var valid = TestCards.Payment(Number, extra: Challenged);
        var expired = valid.Replace("2040", "2020");
        var waiting = await PostAsync("/v1/payments", valid);
        var late = await PostAsync("/v1/payments", expired);
        var token = Text(await PostAsync("/v1/tokens", $$"""{"card":{{TestCards.Card(Number)}}}"""), "token");
        var later = await PostAsync("/v1/payments", expired);
        Assert.Equal("captured", (await PostAsync("/v1/payments", TestCards.TokenPayment(token))).PaymentStatus);
        Assert.Equal("captured", (await PostAsync($"/v1/payments/{waiting.Id}/authenticate", null)).PaymentStatus);
        foreach (var attempt in new[] { late, later })
            Assert.Equal("expired_card", Text(await PostAsync($"/v1/payments/{attempt.Id}/authenticate", null), "reason"));
        // A new token request is the way to change it.
        await PostAsync("/v1/tokens", $$"""{"card":{{TestCards.Card(Number).Replace("2040", "2020")}}}""");
        Assert.Equal("expired_card", Text(await PostAsync("/v1/payments", TestCards.TokenPayment(token)), "reason"));
    }

    [Theory]
    [InlineData("""{"result":"succeeded"}""", 200, "captured")]
    [InlineData(null, 200, "captured")]
    [InlineData("""{"result":"failed"}""", 402, "declined")]
    public async Task A_challenge_ends_in_a_charge_or_a_decline(string? body, int status, string paymentStatus)
    {
        PaymentSystem.SkipIfMissing();
        var waiting = await PostAsync("/v1/payments", TestCards.Payment(TestCards.Challenged, extra: ""","returnUrl":"https://shop.example/return" """));
        Assert.EndsWith(waiting.Id, Text(waiting, "redirectUrl"), StringComparison.Ordinal);
        var answer = await PostAsync($"/v1/payments/{waiting.Id}/authenticate", body);
        Assert.Equal((status, paymentStatus), (answer.Status, answer.PaymentStatus));
        var again = await PostAsync($"/v1/payments/{waiting.Id}/authenticate", body);
        Assert.Equal((409, "illegal-transition", null), (again.Status, again.Type, again.RetryAfter));
    }

    [Theory]
    [InlineData(TestCards.Approved, "required", "requires_action")]
    [InlineData(TestCards.Approved, "auto", "captured")]
    [InlineData(TestCards.Challenged, "skip", "captured")]
    public async Task The_merchant_decides_about_the_challenge(string card, string mode, string paymentStatus)
    {
        PaymentSystem.SkipIfMissing();
        var answer = await PostAsync("/v1/payments", TestCards.Payment(card, extra: $$""","threeDSecure":"{{mode}}" """));
        Assert.Equal(paymentStatus, answer.PaymentStatus);
    }

    [Fact]
    public async Task A_merchant_pays_with_a_token_without_the_customer()
    {
        PaymentSystem.SkipIfMissing();
        var token = Text(await PostAsync("/v1/tokens", $$"""{"card":{{TestCards.Card(TestCards.Challenged)}}}"""), "token");
        Assert.Equal("requires_action", (await PostAsync("/v1/payments", TestCards.TokenPayment(token))).PaymentStatus);
        var alone = await PostAsync("/v1/payments", TestCards.TokenPayment(token, extra: ""","initiator":"merchant" """));
        Assert.Equal((201, "captured", token), (alone.Status, alone.PaymentStatus, Text(alone, "token")));
    }

    /// <summary>Amounts are in the currency's minor units: nobody shifts a point.</summary>
    [Theory]
    [InlineData("JPY", 5601)]
    [InlineData("KWD", 11755)]
    public async Task Currencies_without_decimals_and_with_three_keep_their_amounts(string currency, long amount)
    {
        PaymentSystem.SkipIfMissing();
        var sale = await PostAsync("/v1/payments", TestCards.Payment(TestCards.Approved, amount, currency));
        Assert.Equal((amount, amount, currency), (sale.Number("amount"), sale.Number("amountCaptured"), Text(sale, "currency")));
        var refund = await PostAsync($"/v1/payments/{sale.Id}/refunds", """{"amount":1}""");
        Assert.Equal((1, 1), (refund.Body.GetProperty("amount").GetInt64(), refund.Number("amountRefunded")));
        var book = await system.Acquirer.ReadBookAsync(Cancel);
        var refunded = Assert.Single(book, line => line.Reference == Text(refund, "id"));
        var sold = Assert.Single(book, line => line.Reference == refunded.Parent);
        Assert.Equal((amount, currency, 1, currency), (sold.Amount, sold.Currency, refunded.Amount, refunded.Currency));
    }

    [Fact]
    public async Task Captures_and_refunds_are_partial_and_multiple()
    {
        PaymentSystem.SkipIfMissing();
        var payment = await PostAsync("/v1/payments", TestCards.Payment(TestCards.Approved, 1000, extra: ""","capture":"manual" """));
        Assert.Equal("authorized", payment.PaymentStatus);
        var path = "/v1/payments/" + payment.Id;
        AssertTotals(await PostAsync(path + "/capture", """{"amount":300}"""), 200, "partially_captured", 300, 0);
        var tooMuch = await PostAsync(path + "/capture", """{"amount":701}""");
        Assert.Equal((422, "amount-exceeds"), (tooMuch.Status, tooMuch.Type));
        AssertTotals(await PostAsync(path + "/capture", null), 200, "captured", 1000, 0);
        var refund = await PostAsync(path + "/refunds", """{"amount":400}""");
        AssertTotals(refund, 201, "partially_refunded", 1000, 400);
        Assert.StartsWith("op_", Text(refund, "id"), StringComparison.Ordinal);
        Assert.Equal(422, (await PostAsync(path + "/refunds", """{"amount":601}""")).Status);
        AssertTotals(await PostAsync(path + "/refunds", "{}"), 201, "refunded", 1000, 1000);
        Assert.Equal(409, (await PostAsync(path + "/refunds", null)).Status);
    }

    [Fact]
    public async Task A_void_releases_an_authorisation_and_nothing_else()
    {
        PaymentSystem.SkipIfMissing();
        var held = await PostAsync("/v1/payments", TestCards.Payment(TestCards.Approved, extra: ""","capture":"manual" """));
        AssertTotals(await PostAsync($"/v1/payments/{held.Id}/void", null), 200, "voided", 0, 0);
        Assert.Equal(409, (await PostAsync($"/v1/payments/{held.Id}/capture", null)).Status);
        var sale = await PostAsync("/v1/payments", TestCards.Payment(TestCards.Approved));
        Assert.Equal(409, (await PostAsync($"/v1/payments/{sale.Id}/void", "{}")).Status);
        var waiting = await PostAsync("/v1/payments", TestCards.Payment(TestCards.Challenged));
        AssertTotals(await PostAsync($"/v1/payments/{waiting.Id}/void", null), 200, "voided", 0, 0);
    }

    [Fact]
    public async Task A_repeated_key_gets_the_same_answer_on_either_node()
    {
        PaymentSystem.SkipIfMissing();
        string key = Key(),
            body = TestCards.Payment(TestCards.Approved);
        var first = await system.Client.PostAsync(system.A, "/v1/payments", body, key, Cancel);
        var again = await system.Client.PostAsync(system.B, "/v1/payments", body, key, Cancel);
        Assert.Equal((false, true), (first.Replayed, again.Replayed));
        Assert.Equal((first.Status, first.Body.ToString()), (again.Status, again.Body.ToString()));
        var other = await system.Client.PostAsync(system.B, "/v1/payments", TestCards.Payment(TestCards.Approved, 2), key, Cancel);
        Assert.Equal((422, "idempotency-key-reused"), (other.Status, other.Type));
        var elsewhere = await system.Client.PostAsync(system.B, $"/v1/payments/{first.Id}/refunds", null, key, Cancel);
        Assert.Equal((422, "idempotency-key-reused"), (elsewhere.Status, elsewhere.Type));
    }

    [Fact]
    public async Task The_same_key_with_another_CVC_is_a_repetition_and_with_another_card_is_not()
    {
        PaymentSystem.SkipIfMissing();
        string key = Key(),
            body = TestCards.Payment(TestCards.Approved);
        var first = await system.Client.PostAsync(system.A, "/v1/payments", body, key, Cancel);
        var again = await system.Client.PostAsync(system.B, "/v1/payments", body.Replace(TestCards.Cvc, "999"), key, Cancel);
        Assert.Equal((201, true, first.Id), (again.Status, again.Replayed, again.Id));
        var other = await system.Client.PostAsync(system.B, "/v1/payments", TestCards.Payment(TestCards.Declined), key, Cancel);
        Assert.Equal((422, "idempotency-key-reused"), (other.Status, other.Type));
    }

    [Fact]
    public async Task Concurrent_duplicates_of_a_key_charge_once()
    {
        PaymentSystem.SkipIfMissing();
        await system.Acquirer.BehaveAsync("""{"latencyMedianMs":100}""", Cancel);
        string key = Key(),
            body = TestCards.Payment(TestCards.Approved);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(i => system.Client.PostAsync(i % 2 == 0 ? system.A : system.B, "/v1/payments", body, key, Cancel))
        );
        await system.Acquirer.BehaveWellAsync(Cancel);
        Assert.All(answers, answer => Assert.True(answer.Status == 201 || answer is { Status: 409, RetryAfter: 1, Type: "in-progress" }, answer.ToString()));
        Assert.Single(answers, answer => answer is { Status: 201, Replayed: false });
        Assert.Single(answers.Where(answer => answer.Status == 201).Select(answer => answer.Id).Distinct());
    }

    [Fact]
    public async Task Payments_are_found_by_order()
    {
        PaymentSystem.SkipIfMissing();
        var order = "order " + Key();
        var first = await PostAsync("/v1/payments", TestCards.Payment(TestCards.Declined, orderId: order));
        var second = await PostAsync("/v1/payments", TestCards.Payment(TestCards.Approved, orderId: order));
        var list = await system.Client.GetAsync(system.A, "/v1/payments?orderId=" + Uri.EscapeDataString(order), Cancel);
        Assert.Equal([first.Id, second.Id], list.Body.GetProperty("data").EnumerateArray().Select(payment => payment.GetProperty("id").GetString()));
        Assert.Equal(400, (await system.Client.GetAsync(system.A, "/v1/payments", Cancel)).Status);
    }

    private static string Key() => Guid.NewGuid().ToString();

    private static string Text(Answer answer, string name) => answer.Body.GetProperty(name).GetString()!;

    private static void AssertTotals(Answer answer, int status, string paymentStatus, long captured, long refunded) =>
        Assert.Equal(
            (status, paymentStatus, captured, refunded),
            (answer.Status, answer.PaymentStatus, answer.Number("amountCaptured"), answer.Number("amountRefunded"))
        );

    private Task<Answer> PostAsync(string target, string? body) => system.Client.PostAsync(system.A, target, body, Key(), Cancel);
}
