using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using PspLoad.IntegrationTests.Payments.Stack;

namespace PspLoad.IntegrationTests.Payments.Flows;

/// <summary>
/// A proxy in front of an honest node. It lies about some sales, chosen by their number. It knows the node's secret, like faulty software of the PSP.
/// </summary>
internal sealed class LyingFront : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly MerchantClient _merchant;
    private readonly string _node;
    private readonly Task _serving;
    private readonly ConcurrentBag<Task> _answers = [];

    public LyingFront(PspNode node)
    {
        Port = FreePort.Next();
        this._node = $"http://127.0.0.1:{node.Port}";
        _merchant = new MerchantClient(_http, PaymentSystem.MerchantKey, PaymentSystem.MerchantSecret);
        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port { get; }

    /// <summary>The violation that each lie causes, by order; null for mere bad luck.</summary>
    public ConcurrentDictionary<string, string?> Lies { get; } = [];

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        await Task.WhenAll(_answers);
        _listener.Close();
        _http.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                _answers.Add(AnswerAsync(await _listener.GetContextAsync()));
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        var target = context.Request.RawUrl!;
        var key = context.Request.Headers["Idempotency-Key"];
        if (context.Request.HttpMethod != "POST" || target != "/v1/payments")
        {
            await RespondAsync(context, await ForwardAsync(context.Request.HttpMethod, target, body, key));
            return;
        }
        var json = JsonNode.Parse(body)!;
        var order = (string)json["orderId"]!;
        // Lies once per key; a repetition gets the honest answer.
        switch (Lies.ContainsKey(order) ? 0 : long.Parse(order[(order.IndexOf('-') + 1)..]) % 13)
        {
            case 1 when Lies.TryAdd(order, "lost"):
                await RespondAsync(context, (201, Invented(json)));
                return;
            case 3 when Lies.TryAdd(order, "duplicated"):
                await ForwardAsync("POST", target, body, key + ".twin");
                break;
            case 5 when Lies.TryAdd(order, "amount-mismatch"):
                var amount = (long)json["amount"]!;
                json["amount"] = amount - 1;
                var (status, less) = await ForwardAsync("POST", target, json.ToJsonString(), key);
                var told = JsonNode.Parse(less)!;
                // A JSON node has only one parent, so each message gets its own copy.
                (told["amount"], told["amountAuthorized"], told["amountCaptured"]) = (amount, amount, amount);
                await RespondAsync(context, (status, told.ToJsonString()));
                return;
            case 7 when Lies.TryAdd(order, "phantom"):
                var taken = JsonNode.Parse((await ForwardAsync("POST", target, body, key)).Body)!;
                taken["status"] = "declined";
                var problem = new JsonObject
                {
                    ["type"] = "urn:pspload:problem:declined",
                    ["title"] = "declined",
                    ["status"] = 402,
                    ["reason"] = "do_not_honor",
                    ["payment"] = taken,
                };
                await RespondAsync(context, (402, problem.ToJsonString()));
                return;
            case 9 when Lies.TryAdd(order, null):
                await ForwardAsync("POST", target, body, key);
                context.Response.Abort();
                return;
            case 11 when Lies.TryAdd(order, null):
                context.Response.Abort();
                return;
        }
        await RespondAsync(context, await ForwardAsync("POST", target, body, key));
    }

    private static string Invented(JsonNode asked) =>
        new JsonObject
        {
            ["id"] = $"pay_{Guid.NewGuid():N}",
            ["status"] = "captured",
            ["amount"] = (long)asked["amount"]!,
            ["currency"] = (string)asked["currency"]!,
            ["orderId"] = (string)asked["orderId"]!,
            ["amountAuthorized"] = (long)asked["amount"]!,
            ["amountCaptured"] = (long)asked["amount"]!,
            ["amountRefunded"] = 0,
        }.ToJsonString();

    private async Task<(int Status, string Body)> ForwardAsync(string method, string target, string body, string? key)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), _node + target);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", PaymentSystem.MerchantKey);
        request.Headers.Add("Psp-Signature", _merchant.Sign(method, target, method == "POST" ? "application/json" : null, key, body));
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (method == "POST")
            request.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        using var response = await _http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static async Task RespondAsync(HttpListenerContext context, (int Status, string Body) answer)
    {
        var bytes = Encoding.UTF8.GetBytes(answer.Body);
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength64 = bytes.Length;
        if (answer.Status is 202 or 503)
            context.Response.Headers["Retry-After"] = "1";
        await context.Response.OutputStream.WriteAsync(bytes);
        context.Response.Close();
    }
}
