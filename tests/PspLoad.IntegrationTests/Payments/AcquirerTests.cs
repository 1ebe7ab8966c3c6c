using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PspLoad.AcquirerSimulator;
using PspLoad.AcquirerSimulator.Behaviours;
using PspLoad.AcquirerSimulator.Configuration;

namespace PspLoad.IntegrationTests.Payments;

/// <summary>The simulator over HTTP, against its contract in <c>docs/acquirer-simulator.md</c>.</summary>
public sealed class AcquirerTests : IAsyncLifetime
{
    private const string Token = "a-token-for-administration";
    private readonly HttpClient _operations = new();
    private readonly HttpClient _admin = new();
    private SimulatorServer? _server;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var options = new SimulatorOptions(
            new("http://127.0.0.1:0"),
            new("http://127.0.0.1:0"),
            null,
            Token,
            null,
            new Behaviour
            {
                LatencyMedianMs = 0,
                LateAnswerMs = 300,
                HangMs = 60_000,
            },
            1000
        );
        _server = await SimulatorServer.StartAsync(options, TimeProvider.System, Cancelled);
        (_operations.BaseAddress, _admin.BaseAddress) = (_server.OperationsAddress, _server.AdminAddress);
        _admin.DefaultRequestHeaders.Authorization = new("Bearer", Token);
    }

    public async ValueTask DisposeAsync()
    {
        _operations.Dispose();
        _admin.Dispose();
        await _server!.DisposeAsync();
    }

    [Fact]
    public async Task A_chargeback_is_listed_until_it_is_accepted()
    {
        await SaleAsync("p1");
        using var raised = await _admin.PostAsJsonAsync("/admin/chargebacks", new { parent = "p1" }, Cancelled);
        using var again = await _admin.PostAsJsonAsync("/admin/chargebacks", new { parent = "p1" }, Cancelled);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Conflict), (raised.StatusCode, again.StatusCode));

        var open = Assert.Single((await _operations.GetFromJsonAsync<JsonElement>("/v1/chargebacks", Cancelled)).GetProperty("data").EnumerateArray());
        var reference = open.GetProperty("reference").GetString()!;
        Assert.StartsWith("cbk_", reference, StringComparison.Ordinal);
        Assert.Equal(("p1", "order-p1"), (open.GetProperty("parent").GetString(), open.GetProperty("orderId").GetString()));
        using var accepted = await _operations.PostAsync($"/v1/chargebacks/{reference}/accept", null, Cancelled);
        using var unknown = await _operations.PostAsync("/v1/chargebacks/cbk_1/accept", null, Cancelled);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (accepted.StatusCode, unknown.StatusCode));

        Assert.Empty((await _operations.GetFromJsonAsync<JsonElement>("/v1/chargebacks", Cancelled)).GetProperty("data").EnumerateArray());
        Assert.Equal(["sale", "chargeback"], (await BookAsync()).Select(line => line.GetProperty("operation").GetString()));
        using var asked = await _operations.PostAsJsonAsync("/v1/chargeback", new { reference = "c1" }, Cancelled);
        Assert.Equal(HttpStatusCode.NotFound, asked.StatusCode);
    }

    [Fact]
    public async Task A_sale_is_approved_once_however_often_it_is_sent()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SaleAsync("p1")));

        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.OK, "approved"), (answer.Status, answer.Text("outcome"))));
        Assert.Single(answers, answer => !answer.Body.GetProperty("replayed").GetBoolean());
        Assert.Single(answers.Select(answer => answer.Text("authorizationCode")).Distinct());
        var line = Assert.Single(await BookAsync());
        Assert.Equal(
            (20, 1, "424242******4242", "order-p1"),
            (
                line.GetProperty("attempts").GetInt32(),
                line.GetProperty("charges").GetInt32(),
                line.GetProperty("card").GetString(),
                line.GetProperty("orderId").GetString()
            )
        );
    }

    [Fact]
    public async Task Authorise_capture_and_refund_act_on_their_parent()
    {
        await SendAsync("authorize", Card("a1", 1000));
        Assert.Equal("approved", (await SendAsync("capture", On("c1", "a1", 600))).Text("outcome"));
        Assert.Equal("amount_exceeds_authorized", (await SendAsync("capture", On("c2", "a1", 401))).Text("reason"));
        Assert.Equal("approved", (await SendAsync("refund", On("r1", "a1", 600))).Text("outcome"));
        Assert.Equal("already_captured", (await SendAsync("void", new { reference = "v1", parent = "a1" })).Text("reason"));
        var totals = (await _admin.GetFromJsonAsync<JsonElement>("/admin/book/summary", Cancelled)).GetProperty("currencies").GetProperty("EUR");
        Assert.Equal(
            (1000, 600, 600),
            (totals.GetProperty("authorized").GetInt64(), totals.GetProperty("captured").GetInt64(), totals.GetProperty("refunded").GetInt64())
        );
    }

    [Fact]
    public async Task An_error_is_final_and_can_be_looked_up()
    {
        Assert.Equal(HttpStatusCode.InternalServerError, (await SaleAsync("p1", "4000000000000119")).Status);
        Assert.Equal(HttpStatusCode.InternalServerError, (await SaleAsync("p1", "4000000000000119")).Status);
        Assert.Equal("error", (await LookUpAsync("sale", "p1")).Text("outcome"));
        Assert.Equal(0, (await BookAsync()).Sum(line => line.GetProperty("charges").GetInt32()));
    }

    [Fact]
    public async Task The_late_card_is_charged_before_its_answer_comes()
    {
        var late = SaleAsync("p1", "4000000000000259");
        await UntilAsync(async () => (await LookUpAsync("sale", "p1")).Status == HttpStatusCode.OK);

        Assert.Equal("approved", (await LookUpAsync("sale", "p1")).Text("outcome"));
        Assert.True((await SaleAsync("p1", "4000000000000259")).Body.GetProperty("replayed").GetBoolean());
        Assert.False((await late).Body.GetProperty("replayed").GetBoolean());
    }

    [Theory]
    [InlineData(1.0, true)]
    [InlineData(0.0, false)]
    public async Task A_hanging_reference_is_booked_or_not_and_its_repetition_is_answered(double share, bool booked)
    {
        await PatchAsync(new { hangRate = 1, hangBookedShare = share });
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var hanging = _operations.PostAsJsonAsync("/v1/sale", Card("p1", 100), impatient.Token);
        await UntilAsync(async () => (await SummaryAsync()).GetProperty("attempts").GetInt64() == 1);

        Assert.Equal(booked ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await LookUpAsync("sale", "p1")).Status);
        Assert.False(hanging.IsCompleted);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
        Assert.Equal("approved", (await SaleAsync("p1")).Text("outcome"));
        Assert.Equal(1, (await SummaryAsync()).GetProperty("charges").GetInt64());
    }

    [Fact]
    public async Task A_lost_answer_was_charged()
    {
        await PatchAsync(new { lostAnswerRate = 1 });
        Assert.Equal(HttpStatusCode.InternalServerError, (await SaleAsync("p1")).Status);
        Assert.Equal("approved", (await LookUpAsync("sale", "p1")).Text("outcome"));
        Assert.Equal("approved", (await SaleAsync("p1")).Text("outcome"));
    }

    [Fact]
    public async Task A_reversal_that_overtakes_its_sale_wins()
    {
        Assert.Equal("approved", (await SendAsync("void", new { reference = "v1", parent = "p1" })).Text("outcome"));
        Assert.Equal("reversed", (await SaleAsync("p1")).Text("reason"));
    }

    [Fact]
    public async Task An_outage_books_nothing_and_a_hang_ends_when_it_is_lifted()
    {
        await PatchAsync(new { outage = "refuse" });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await SaleAsync("p1")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await LookUpAsync("sale", "p1")).Status);
        await PatchAsync(new { outage = "hang" });
        var hanging = SaleAsync("p2");
        await UntilAsync(async () => (await _admin.GetStringAsync("/metrics", Cancelled)).Contains("acquirer_held_requests 1\n", StringComparison.Ordinal));
        Assert.False(hanging.IsCompleted);
        await PatchAsync(new { outage = "none" });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await hanging).Status);
        Assert.Empty(await BookAsync());
        Assert.Equal("approved", (await SaleAsync("p1")).Text("outcome"));
    }

    [Theory]
    [InlineData("""{"reference":"p1","amount":"100","currency":"EUR"}""", "amount")]
    [InlineData("""{"reference":"p1","amount":100,"currency":"EUR","cardNumber":"1"}""", "cardNumber")]
    [InlineData("""{"reference":"p1","amount":100,"amount":100,"currency":"EUR"}""", "amount")]
    [InlineData("""{"reference":"p 1","amount":100,"currency":"EUR"}""", "reference")]
    [InlineData("""{"reference":"p1","amount":0,"currency":"EUR"}""", "amount")]
    [InlineData("""{"reference":"p1","amount":1000000000000,"currency":"EUR"}""", "amount")]
    [InlineData("""{"reference":"p1","amount":100,"currency":"eur"}""", "currency")]
    [InlineData("""{"reference":"p1","amount":100,"currency":"EUR"}""", "card")]
    [InlineData(
        """{"reference":"p1","amount":100,"currency":"EUR","card":{"number":"4242 4242 4242 4242","expiryMonth":1,"expiryYear":2030}}""",
        "card.number"
    )]
    [InlineData(
        """{"reference":"p1","amount":100,"currency":"EUR","card":{"number":"4242424242424242","expiryMonth":13,"expiryYear":2030}}""",
        "card.expiryMonth"
    )]
    [InlineData("""{""", null)]
    [InlineData("null", null)]
    public async Task A_wrong_request_names_its_field_and_books_nothing(string body, string? field)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await _operations.PostAsync("/v1/sale", content, Cancelled);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancelled);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal(field, problem.TryGetProperty("field", out var named) ? named.GetString() : null);
        Assert.DoesNotContain("4242", problem.GetRawText());
        Assert.Empty(await BookAsync());
    }

    [Fact]
    public async Task Administration_needs_its_token_and_its_port()
    {
        using var stranger = new HttpClient { BaseAddress = _admin.BaseAddress };
        foreach (var path in new[] { "/admin/book", "/admin/book/summary", "/admin/behaviour" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync(path, Cancelled)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await _operations.GetAsync(path, Cancelled)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync("/health/ready", Cancelled)).StatusCode);
        Assert.Contains("acquirer_book_entries 0", await stranger.GetStringAsync("/metrics", Cancelled));
        Assert.Equal(HttpStatusCode.BadRequest, (await _admin.PatchAsJsonAsync("/admin/behaviour", new { declineRate = 1.5 }, Cancelled)).StatusCode);
        Assert.Equal(0, (await _admin.GetFromJsonAsync<JsonElement>("/admin/behaviour", Cancelled)).GetProperty("declineRate").GetDouble());
    }

    [Fact]
    public async Task The_book_is_exported_as_csv_and_emptied()
    {
        await SendAsync(
            "sale",
            new
            {
                reference = "p1",
                amount = 1,
                currency = "EUR",
                orderId = "a,\"b\"",
                card = new
                {
                    number = "4242424242424242",
                    expiryMonth = 1,
                    expiryYear = 2040,
                },
            }
        );
        var csv = await _admin.GetStringAsync("/admin/book?format=csv", Cancelled);

        Assert.Equal(["sequence,at,operation,reference,parent,orderId,amount,currency,card,outcome,reason,attempts,charges,epoch"], csv.Split("\r\n").Take(1));
        Assert.Contains(",sale,p1,,\"a,\"\"b\"\"\",1,EUR,424242******4242,approved,,1,1,", csv);
        Assert.Equal(HttpStatusCode.NoContent, (await _admin.DeleteAsync("/admin/book", Cancelled)).StatusCode);
        Assert.Empty(await BookAsync());
    }

    private static object Card(string reference, long amount, string number = "4242424242424242") =>
        new
        {
            reference,
            amount,
            currency = "EUR",
            orderId = $"order-{reference}",
            card = new
            {
                number,
                expiryMonth = 12,
                expiryYear = 2040,
            },
        };

    private static object On(string reference, string parent, long amount) =>
        new
        {
            reference,
            parent,
            amount,
            currency = "EUR",
        };

    private Task<HttpAnswer> SaleAsync(string reference, string number = "4242424242424242") => SendAsync("sale", Card(reference, 100, number));

    private async Task<HttpAnswer> SendAsync(string operation, object body)
    {
        using var response = await _operations.PostAsJsonAsync($"/v1/{operation}", body, Cancelled);
        return new(response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Cancelled));
    }

    private async Task<HttpAnswer> LookUpAsync(string operation, string reference)
    {
        using var response = await _operations.GetAsync($"/v1/operations/{operation}/{reference}", Cancelled);
        return new(response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Cancelled));
    }

    private async Task PatchAsync(object patch) => (await _admin.PatchAsJsonAsync("/admin/behaviour", patch, Cancelled)).EnsureSuccessStatusCode();

    private Task<JsonElement> SummaryAsync() => _admin.GetFromJsonAsync<JsonElement>("/admin/book/summary", Cancelled);

    private async Task<List<JsonElement>> BookAsync() =>
        (await _admin.GetStringAsync("/admin/book", Cancelled))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonElement.Parse(line))
            .ToList();

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
            await Task.Delay(10, Cancelled);
    }

    private sealed record HttpAnswer(HttpStatusCode Status, JsonElement Body)
    {
        public string? Text(string name) => Body.GetProperty(name).GetString();
    }
}
