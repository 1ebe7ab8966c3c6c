using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace PspLoad.IntegrationTests.Payments.Stack;

/// <summary>A merchant's client: signs, sends, and repeats a key until its outcome is known.</summary>
internal sealed class MerchantClient(HttpClient http, string merchantKey, string secret)
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
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", merchantKey);
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        if (body is not null)
            request.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        foreach ((var name, var value) in headers)
            Replace(request, name, value);
        if (headers.All(header => header.Name != "Psp-Signature"))
        {
            var type = request.Content?.Headers.NonValidated.TryGetValues("Content-Type", out var types) == true ? types.ToString() : null;
            var key = request.Headers.NonValidated.TryGetValues("Idempotency-Key", out var keys) ? keys.ToString() : null;
            request.Headers.Add("Psp-Signature", Sign(method.Method, target, type, key, body ?? ""));
        }

        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            var answered = response.Content.Headers.ContentType?.MediaType;
            var json =
                answered?.EndsWith("json", StringComparison.Ordinal) == true
                    ? JsonDocument.Parse(bytes).RootElement
                    : JsonSerializer.SerializeToElement(Encoding.UTF8.GetString(bytes));
            int? retryAfter = response.Headers.RetryAfter?.Delta is { } delta ? (int)delta.TotalSeconds : null;
            return new Answer((int)response.StatusCode, json, response.Headers.Contains("Idempotent-Replayed"), retryAfter, answered);
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

    /// <param name="request">the request to change</param>
    /// <param name="name">name of the header</param>
    /// <param name="value">null: absent</param>
    private static void Replace(HttpRequestMessage request, string name, string? value)
    {
        var headers = name == "Content-Type" ? request.Content!.Headers : (HttpHeaders)request.Headers;
        headers.Remove(name);
        if (value is not null)
            headers.TryAddWithoutValidation(name, value);
    }

    /// <summary>The signature of this moment; null headers are absent.</summary>
    public string Sign(string method, string target, string? contentType, string? idempotencyKey, string body, int secondsFromNow = 0) =>
        TestSignature.Create(
            secret,
            TimeProvider.System.GetUtcNow().AddSeconds(secondsFromNow).ToUnixTimeSeconds(),
            method,
            target,
            contentType,
            idempotencyKey,
            body
        );
}
