using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using PspLoad.IntegrationTests.Payments.Stack;

namespace PspLoad.IntegrationTests.Tiers;

/// <summary>A merchant's client of the front, on the port that the lab publishes on 127.0.0.1. It verifies TLS with the fleet's root certificate.</summary>
internal sealed class FrontDoor : IDisposable
{
    private static readonly TimeSpan s_clientPatience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;
    private readonly string _key;
    private readonly string _secret;
    private int _sentAgain;

    private FrontDoor(HttpClient http, string key, string secret) => (this._http, this._key, this._secret) = (http, key, secret);

    /// <summary>Requests that were sent again because the connection was closed before an answer.</summary>
    public int SentAgain => Volatile.Read(ref _sentAgain);

    public static async Task<FrontDoor> OpenAsync(TierFleet fleet, CancellationToken cancellationToken)
    {
        await fleet.ReadyAsync();
        var root = X509Certificate2.CreateFromPem(await fleet.OnHostAsync("front", "cat /usr/local/share/ca-certificates/pspload-root.crt"));
        using var merchants = JsonDocument.Parse(await fleet.OnHostAsync("app1", "cat /etc/pspload/application/merchants.json"));
        var published = await LabPorts.PublishedAsync(fleet, "front", 443, cancellationToken);
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, published, token);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(root);
        var client = new HttpClient(handler) { BaseAddress = new Uri($"https://front.{fleet.Environment.Domain}"), Timeout = s_clientPatience };
        var merchant = merchants.RootElement[0];
        return new FrontDoor(client, merchant.GetProperty("key").GetString()!, merchant.GetProperty("secret").GetString()!);
    }

    /// <summary>
    /// Sends the request again, once, if the server closed the connection before it answered: a server may close an idle connection at any time,
    /// and a request with an idempotency key may be repeated (RFC 9112, 9.3.1).
    /// </summary>
    public async Task<Answer> PostAsync(string target, string body, string idempotencyKey, CancellationToken cancellationToken)
    {
        try
        {
            try
            {
                return await SendAsync(target, body, idempotencyKey, cancellationToken);
            }
            catch (HttpRequestException closed) when (closed.InnerException is IOException)
            {
                Interlocked.Increment(ref _sentAgain);
                return await SendAsync(target, body, idempotencyKey, cancellationToken);
            }
        }
        catch (Exception failure)
            when (failure is HttpRequestException or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return Answer.None with { ContentType = $"{failure.Message} {failure.InnerException?.Message}".TrimEnd() };
        }
    }

    private async Task<Answer> SendAsync(string target, string body, string idempotencyKey, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, target) { Content = new StringContent(body, new MediaTypeHeaderValue("application/json")) };
        request.Headers.Add("Idempotency-Key", idempotencyKey);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _key);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        request.Headers.Add("Psp-Signature", TestSignature.Create(_secret, now, "POST", target, "application/json", idempotencyKey, body));
        using var response = await _http.SendAsync(request, cancellationToken);
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var type = response.Content.Headers.ContentType?.MediaType;
        var json =
            type?.EndsWith("json", StringComparison.Ordinal) == true
                ? JsonDocument.Parse(bytes).RootElement
                : JsonSerializer.SerializeToElement(Encoding.UTF8.GetString(bytes));
        return new Answer(
            (int)response.StatusCode,
            json,
            response.Headers.Contains("Idempotent-Replayed"),
            (int?)response.Headers.RetryAfter?.Delta?.TotalSeconds,
            type
        );
    }

    public void Dispose() => _http.Dispose();
}
