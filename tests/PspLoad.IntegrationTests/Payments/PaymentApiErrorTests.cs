using System.Net.Sockets;
using System.Text;
using PspLoad.IntegrationTests.Payments.Stack;

namespace PspLoad.IntegrationTests.Payments;

/// <summary>Every reason to refuse a request. The answer names the wrong field.</summary>
[Collection(PaymentTests.Name)]
public sealed class PaymentApiErrorTests(PaymentSystem system)
{
    private const string ValidToken = """
        "token":"tok_00000000000000000000000000000000"
        """;
    private const string ValidCard = """{"number":"4242424242424242","expMonth":12,"expYear":2040}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> BadPayments =>
        new()
        {
            { "", "body" },
            { "{", "body" },
            { "[]", "body" },
            { "null", "body" },
            { """{"amount":1,"amount":2}""", "amount" },
            { Valid().Replace("1999", "\"1999\""), "amount" },
            { Valid().Replace("1999", "19.99"), "amount" },
            { Valid().Replace("1999", "0"), "amount" },
            { Valid().Replace("1999", "-5"), "amount" },
            { Valid().Replace("1999", "1000000000000"), "amount" },
            { Valid().Replace("1999", "99999999999999999999999"), "amount" },
            { Valid().Replace("EUR", "XXX"), "currency" },
            { Valid().Replace("EUR", "eur"), "currency" },
            { Valid().Replace("\"order-1\"", "\"\""), "orderId" },
            { Valid().Replace("order-1", "4242424242424242"), "orderId" },
            { Valid().Replace("order-1", "ref 4242 4242 4242 4242"), "orderId" },
            { Valid().Replace("order-1", "A1B4242424242424242"), "orderId" },
            { Valid().Replace("order-1", "42424242-42424242"), "orderId" },
            { Valid().Replace("order-1", "4 2 4 2 4 2 4 2 4 2 4 2 4 2 4 2"), "orderId" },
            { Valid().Replace("order-1", new string('x', 65)), "orderId" },
            { Valid().Replace("4242424242424242", "4242424242424241"), "source.card.number" },
            { Valid().Replace("4242424242424242", "4242"), "source.card.number" },
            { Valid().Replace(":12,", ":13,"), "source.card.expMonth" },
            { Valid().Replace(":12,", ":\"12\","), "source.card.expMonth" },
            { Valid().Replace("2040", "40"), "source.card.expYear" },
            { Valid().Replace("\"expYear\":2040", "\"expYear\":2040,\"cvc\":\"12\""), "source.card.cvc" },
            { Valid().Replace("\"expYear\":2040", "\"expYear\":2040,\"pin\":\"1234\""), "source.card.pin" },
            { Valid().Replace($"\"card\":{ValidCard}", ""), "source" },
            { Valid().Replace("\"card\":", "\"token\":\"tok_00000000000000000000000000000000\",\"card\":"), "source" },
            { Valid().Replace($"\"card\":{ValidCard}", "\"token\":\"tok_x\""), "source.token" },
            { Valid().Replace($"\"card\":{ValidCard}", ValidToken), "source.token" },
            { Valid(""","capture":"later" """), "capture" },
            { Valid(""","threeDSecure":"never" """), "threeDSecure" },
            { Valid(""","initiator":"bank" """), "initiator" },
            { Valid(""","initiator":"merchant" """), "source" },
            { Valid(""","initiator":"merchant","threeDSecure":"required" """).Replace($"\"card\":{ValidCard}", ValidToken), "threeDSecure" },
            { Valid(""","returnUrl":"javascript:alert(1)" """), "returnUrl" },
            { Valid(""","returnUrl":"https://shop.example/?o=A1B4242%2042424242%2D4242" """), "returnUrl" },
            { Valid(""","tip":1"""), "tip" },
        };

    [Theory]
    [MemberData(nameof(BadPayments))]
    public async Task A_bad_payment_names_its_field_and_stores_nothing(string body, string field)
    {
        PaymentSystem.SkipIfMissing();
        var key = Guid.NewGuid().ToString();
        var answer = await system.Client.PostAsync(system.A, "/v1/payments", body, key, Cancel);
        Assert.Equal((400, "application/problem+json", "invalid-request"), (answer.Status, answer.ContentType, answer.Type));
        Assert.Equal([field], answer.Fields);
        Assert.DoesNotContain("4242424242424242", answer.Body.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await system.Database.CountAsync($"SELECT COUNT(*) FROM operations WHERE idempotency_key = '{key}'", Cancel));
    }

    [Fact]
    public async Task All_mistakes_are_named_at_once()
    {
        PaymentSystem.SkipIfMissing();
        var answer = await PostAsync("/v1/payments", """{"amount":0,"source":{"card":{}}}""");
        Assert.Equal(
            ["amount", "currency", "orderId", "source.card.expMonth", "source.card.expYear", "source.card.number"],
            answer.Fields.Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("has space")]
    [InlineData("4242424242424242")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task A_post_needs_an_idempotency_key(string? key)
    {
        PaymentSystem.SkipIfMissing();
        var answer = await system.Client.SendAsync(system.A, HttpMethod.Post, "/v1/payments", Valid(), null, Cancel, ("Idempotency-Key", key));
        Assert.Equal(400, answer.Status);
        Assert.Equal(["Idempotency-Key"], answer.Fields);
    }

    [Theory]
    [InlineData("Authorization", null)]
    [InlineData("Authorization", "Basic c2hvcDp4")]
    [InlineData("Authorization", "Bearer unknown-key-of-nobody")]
    [InlineData("Psp-Signature", null)]
    [InlineData("Psp-Signature", "v2=00")]
    [InlineData("Psp-Signature", "t=now,v2=00")]
    [InlineData("Psp-Signature", "t={now},v2=0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task A_request_must_be_authentic(string header, string? value)
    {
        PaymentSystem.SkipIfMissing();
        value = value?.Replace("{now}", TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString());
        var answer = await system.Client.SendAsync(system.A, HttpMethod.Post, "/v1/payments", Valid(), "key", Cancel, (header, value));
        Assert.Equal((401, "unauthorized"), (answer.Status, answer.Type));
    }

    [Theory]
    [InlineData(-301, 401)]
    [InlineData(-290, 404)]
    [InlineData(290, 404)]
    [InlineData(301, 401)]
    public async Task A_signature_is_valid_for_five_minutes_either_way(int seconds, int status)
    {
        PaymentSystem.SkipIfMissing();
        const string Target = "/v1/payments/pay_00000000000000000000000000000000";
        var signature = system.Client.Sign("GET", Target, null, null, "", seconds);
        Assert.Equal(status, (await system.Client.SendAsync(system.A, HttpMethod.Get, Target, null, null, Cancel, ("Psp-Signature", signature))).Status);
    }

    /// <summary>Each line was captured from a good request and is sent with another one.</summary>
    [Theory]
    [InlineData("GET", "/v1/payments", "application/json", "key", "")]
    [InlineData("POST", "/v1/tokens", "application/json", "key", "")]
    [InlineData("POST", "/v1/payments?x=1", "application/json", "key", "")]
    [InlineData("POST", "/v1/payments", "application/json", "key", " ")]
    [InlineData("POST", "/v1/payments", "application/json", "kez", "")]
    [InlineData("POST", "/v1/payments", "application/json", "", "")]
    [InlineData("POST", "/v1/payments", "application/json", null, "")]
    [InlineData("POST", "/v1/payments", "application/json; charset=utf-8", "key", "")]
    [InlineData("POST", "/v1/payments", null, "key", "")]
    public async Task A_signature_covers_method_path_query_body_key_and_content_type(string method, string target, string? type, string? key, string extra)
    {
        PaymentSystem.SkipIfMissing();
        var signature = system.Client.Sign(method, target, type, key, Valid() + extra);
        var answer = await system.Client.SendAsync(system.A, HttpMethod.Post, "/v1/payments", Valid(), "key", Cancel, ("Psp-Signature", signature));
        Assert.Equal((401, "unauthorized"), (answer.Status, answer.Type));
    }

    [Fact]
    public async Task A_captured_request_cannot_be_charged_again_under_another_key()
    {
        PaymentSystem.SkipIfMissing();
        var (order, key) = ("captured-" + Guid.NewGuid().ToString("N"), Guid.NewGuid().ToString());
        var body = TestCards.Payment(TestCards.Approved, orderId: order);
        var signature = system.Client.Sign("POST", "/v1/payments", "application/json", key, body);
        Task<Answer> SendAsync(string sentKey, string type) =>
            system.Client.SendAsync(system.A, HttpMethod.Post, "/v1/payments", body, sentKey, Cancel, ("Psp-Signature", signature), ("Content-Type", type));
        Assert.Equal(201, (await SendAsync(key, "application/json")).Status);
        Assert.Equal(401, (await SendAsync(Guid.NewGuid().ToString(), "application/json")).Status);
        Assert.Equal(401, (await SendAsync(key, "application/json;charset=utf-8")).Status);
        Assert.True((await SendAsync(key, "application/json")).Replayed);
        Assert.Equal(1, await system.Database.CountAsync($"SELECT COUNT(*) FROM payments WHERE order_id = '{order}'", Cancel));
    }

    [Fact]
    public async Task Version_1_of_the_signature_is_refused_by_name()
    {
        PaymentSystem.SkipIfMissing();
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var answer = await system.Client.SendAsync(
            system.A,
            HttpMethod.Post,
            "/v1/payments",
            Valid(),
            "key",
            Cancel,
            ("Psp-Signature", $"t={now},v1={new string('0', 64)}")
        );
        Assert.Equal((401, "unauthorized"), (answer.Status, answer.Type));
        Assert.Contains("v1 is refused", answer.Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Idempotency-Key")]
    [InlineData("Psp-Signature")]
    public async Task A_signed_header_is_sent_once(string name)
    {
        PaymentSystem.SkipIfMissing();
        using TcpClient tcp = new();
        await tcp.ConnectAsync("127.0.0.1", system.A.Port, Cancel);
        var stream = tcp.GetStream();
        var head =
            $"GET /v1/payments HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {PaymentSystem.MerchantKey}\r\n"
            + $"{name}: a\r\n{name}: b\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), Cancel);
        using StreamReader reader = new(stream);
        var answer = await reader.ReadToEndAsync(Cancel);
        Assert.StartsWith("HTTP/1.1 401", answer, StringComparison.Ordinal);
        Assert.Contains($"the {name} header is sent more than once", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/payments/pay_00000000000000000000000000000000")]
    [InlineData("/v1/payments/nonsense")]
    [InlineData("/v1/nothing")]
    [InlineData("/health/ready")]
    [InlineData("/metrics")]
    public async Task Unknown_resources_are_not_found(string target)
    {
        PaymentSystem.SkipIfMissing();
        var answer = await system.Client.GetAsync(system.A, target, Cancel);
        Assert.Equal((404, "not-found"), (answer.Status, answer.Type));
    }

    [Fact]
    public async Task Payments_and_tokens_of_other_merchants_are_not_found()
    {
        PaymentSystem.SkipIfMissing();
        var token = await PostAsync("/v1/tokens", $$"""{"card":{{ValidCard}}}""");
        var payment = await PostAsync("/v1/payments", Valid());
        Assert.Equal(404, (await system.LimitedClient.GetAsync(system.A, "/v1/payments/" + payment.Id, Cancel)).Status);
        Assert.Equal(
            404,
            (await system.LimitedClient.PostAsync(system.A, $"/v1/payments/{payment.Id}/refunds", null, Guid.NewGuid().ToString(), Cancel)).Status
        );
        var stolen = await system.LimitedClient.PostAsync(
            system.A,
            "/v1/payments",
            TestCards.TokenPayment(token.Body.GetProperty("token").GetString()!),
            Guid.NewGuid().ToString(),
            Cancel
        );
        Assert.Equal(["source.token"], stolen.Fields);
    }

    [Fact]
    public async Task Wrong_methods_types_and_sizes_are_problems()
    {
        PaymentSystem.SkipIfMissing();
        var method = await system.Client.SendAsync(system.A, HttpMethod.Delete, "/v1/payments", null, null, Cancel);
        Assert.Equal((405, "method-not-allowed"), (method.Status, method.Type));
        var type = await system.Client.SendAsync(system.A, HttpMethod.Post, "/v1/payments", null, "key", Cancel);
        Assert.Equal((415, "not-json"), (type.Status, type.Type));
        var large = await PostAsync("/v1/payments", Valid() + new string(' ', 17_000));
        Assert.Equal((413, "too-large"), (large.Status, large.Type));
        var headers = await system.Client.SendAsync(system.A, HttpMethod.Get, "/v1/payments", null, null, Cancel, ("X-Long", new string('x', 9_000)));
        Assert.Equal(431, headers.Status);
    }

    [Fact]
    public async Task A_body_without_content_length_is_limited_too()
    {
        PaymentSystem.SkipIfMissing();
        using TcpClient tcp = new();
        await tcp.ConnectAsync("127.0.0.1", system.A.Port, Cancel);
        var stream = tcp.GetStream();
        var head =
            $"POST /v1/payments HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {PaymentSystem.MerchantKey}\r\n"
            + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head + "5000\r\n" + new string('x', 0x5000) + "\r\n0\r\n\r\n"), Cancel);
        using StreamReader reader = new(stream);
        Assert.StartsWith("HTTP/1.1 413", await reader.ReadLineAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_merchant_above_its_rate_limit_gets_429()
    {
        PaymentSystem.SkipIfMissing();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => system.LimitedClient.GetAsync(system.B, "/v1/payments?orderId=none", Cancel)));
        Assert.Contains(answers, answer => answer is { Status: 429, Type: "rate-limited", RetryAfter: 1 });
        Assert.Contains(answers, answer => answer.Status == 200);
        Assert.All(answers, answer => Assert.True(answer.Status is 200 or 429));
    }

    private static string Valid(string extra = "") =>
        $$$"""{"amount":1999,"currency":"EUR","orderId":"order-1","source":{"card":{{{ValidCard}}}}{{{extra}}}}""";

    private Task<Answer> PostAsync(string target, string body) => system.Client.PostAsync(system.A, target, body, Guid.NewGuid().ToString(), Cancel);
}
