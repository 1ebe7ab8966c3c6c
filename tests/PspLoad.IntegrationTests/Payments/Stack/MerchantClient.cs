using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PspLoad.IntegrationTests.Payments.Stack;

/// <summary>A merchant's client: signs, sends, and repeats a key until its outcome is known.</summary>
internal sealed class MerchantClient(HttpClient http, string key, string secret)
{
    public async Task<Answer> SendAsync(
        PspNode node,
        HttpMethod method,
        string target,
        string? body,
        string? idempotencyKey,
        CancellationToken cancellationToken,
        params (string Name, string? Value)[] headers
    )
    {
        using HttpRequestMessage request = new(method, $"http://127.0.0.1:{node.Port}{target}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Headers.Add("Psp-Signature", Sign(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(), method.Method, target, body ?? ""));
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        if (body is not null)
            request.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        foreach ((var name, var value) in headers)
        {
            request.Headers.Remove(name);
            if (value is not null)
                request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            var type = response.Content.Headers.ContentType?.MediaType;
            var json =
                type?.EndsWith("json", StringComparison.Ordinal) == true
                    ? JsonDocument.Parse(bytes).RootElement
                    : JsonSerializer.SerializeToElement(Encoding.UTF8.GetString(bytes));
            int? retryAfter = response.Headers.RetryAfter?.Delta is { } delta ? (int)delta.TotalSeconds : null;
            return new Answer((int)response.StatusCode, json, response.Headers.Contains("Idempotent-Replayed"), retryAfter, type);
        }
        catch (Exception exception)
            when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return Answer.None;
        }
    }

    public Task<Answer> PostAsync(PspNode node, string target, string? body, string idempotencyKey, CancellationToken cancellationToken) =>
        SendAsync(node, HttpMethod.Post, target, body, idempotencyKey, cancellationToken);

    public Task<Answer> GetAsync(PspNode node, string target, CancellationToken cancellationToken) =>
        SendAsync(node, HttpMethod.Get, target, null, null, cancellationToken);

    /// <summary>Repeats the request with its key, on the nodes in turn, until the answer is final.</summary>
    public async Task<Answer> ResolveAsync(
        IReadOnlyList<PspNode> nodes,
        string target,
        string? body,
        string idempotencyKey,
        TimeSpan limit,
        CancellationToken cancellationToken
    )
    {
        var answer = Answer.None;
        var attempt = 0;
        await Wait.UntilAsync(
            $"outcome of {target}",
            limit,
            async () => (answer = await PostAsync(nodes[attempt++ % nodes.Count], target, body, idempotencyKey, cancellationToken)).IsFinal,
            cancellationToken
        );
        return answer;
    }

    public string Sign(long unixSeconds, string method, string target, string body)
    {
        var message = string.Create(CultureInfo.InvariantCulture, $"{unixSeconds}.{method}.{target}.{body}");
        return $"t={unixSeconds},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(message)))}";
    }
}
