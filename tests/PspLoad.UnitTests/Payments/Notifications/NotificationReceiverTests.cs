using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.Payments.Journal;
using PspLoad.Payments.Notifications;
using PspLoad.Payments.Stories;
using PspLoad.ReferencePsp.Merchants;

namespace PspLoad.UnitTests.Payments.Notifications;

public sealed class NotificationReceiverTests : IAsyncDisposable
{
    private const string Secret = "webhook-secret-of-the-test",
        Json = "application/json";

    private readonly string _folder = Directory.CreateTempSubdirectory("pspload-webhooks-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly HttpClient _http = new();
    private readonly Uri _url = new($"http://127.0.0.1:{FreePort()}/hooks");
    private NotificationReceiver _receiver;

    public NotificationReceiverTests() => _receiver = Open();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IEnumerable<StoryRecord> Kept => JournalReader.Read(Path.Combine(_folder, ResultFiles.Webhooks));

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _receiver.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_webhook_is_on_disk_when_it_is_accepted()
    {
        Assert.Equal(HttpStatusCode.NoContent, await SendAsync(Event(1)));

        Assert.Equal(
            [
                new Notification(
                    "o-1",
                    (_time.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond,
                    "op_1",
                    "payment.partially_refunded",
                    3,
                    "pay_1",
                    "partially_refunded",
                    100,
                    "EUR",
                    new PaymentTotals(100, 90, 5)
                ),
            ],
            Kept
        );
        Assert.Equal(1, _receiver.Received);
        Assert.Empty(_receiver.Refusals);
    }

    [Fact]
    public async Task Repeated_webhooks_are_kept_and_a_later_receiver_keeps_the_earlier_ones()
    {
        await SendAsync(Event(1));
        await SendAsync(Event(1));
        await _receiver.DisposeAsync();
        _receiver = Open();
        await SendAsync(Event(2));

        Assert.Equal(["o-1", "o-1", "o-2"], Kept.Select(record => record.OrderId));
    }

    [Fact]
    public async Task Many_webhooks_at_once_are_all_kept()
    {
        const int Many = 400;

        var answers = await Task.WhenAll(Enumerable.Range(0, Many).Select(i => SendAsync(Event(i))));

        Assert.All(answers, status => Assert.Equal(HttpStatusCode.NoContent, status));
        Assert.Equal(Enumerable.Range(0, Many).Select(i => $"o-{i}").Order(), Kept.Select(record => record.OrderId).Order());
    }

    [Fact]
    public async Task A_webhook_with_a_wrong_signature_is_refused_and_reported()
    {
        var seconds = _time.GetUtcNow().ToUnixTimeSeconds();
        HttpStatusCode[] answers =
        [
            await SendAsync(Event(1), secret: "another-secret-of-the-test"),
            await SendAsync(Event(1), seconds: seconds - 301),
            await SendAsync(Event(1), seconds: seconds + 301),
            await SendAsync(Event(1), signedId: "evt_2"),
            await SendAsync(Event(1), signedTarget: "/hooks/"),
            await SendAsync(Event(1), signedBody: Event(2)),
            await SendAsync(Event(1), signature: $"t={seconds},v1={new string('0', 64)}"),
            await SendAsync(Event(1), signature: "v2=" + new string('0', 64)),
            await SendAsync(Event(1), signature: ""),
        ];

        Assert.All(answers, status => Assert.Equal(HttpStatusCode.Unauthorized, status));
        Assert.Empty(Kept);
        Assert.Equal(["9 × a webhook was refused: its signature is missing, wrong or older than five minutes"], _receiver.Refusals);
        Assert.Equal(HttpStatusCode.NoContent, await SendAsync(Event(1), seconds: seconds - 299));
    }

    [Fact]
    public async Task What_is_no_event_is_refused()
    {
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync("{}"));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync("no JSON"));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(Event(1), id: "evt_2", signedId: "evt_2"));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(Event(1).Replace("o-1", new string('o', 300), StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await SendAsync(Event(1) + new string(' ', NotificationReceiver.MaxBody)));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await _http.GetAsync(_url, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync(new Uri(_url, "/elsewhere"), Cancel)).StatusCode);

        Assert.Empty(Kept);
        Assert.Equal(5, _receiver.Refusals.Count);
    }

    [Fact]
    public void An_address_that_is_in_use_is_an_error_with_a_remedy()
    {
        var failure = Assert.Throws<OperationFailedException>(Open);

        Assert.StartsWith($"webhooks cannot be received at {_url}: ", failure.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.InvalidUsage, failure.ExitCode);
    }

    private NotificationReceiver Open() => new(new NotificationOptions(_url, Secret), _folder, _time);

    private async Task<HttpStatusCode> SendAsync(
        string body,
        string secret = Secret,
        long? seconds = null,
        string id = "evt_1",
        string? signedId = null,
        string? signedTarget = null,
        string? signedBody = null,
        string? signature = null
    )
    {
        if (body.StartsWith("""{"id":"evt_""", StringComparison.Ordinal) && signedId is null)
            id = body[7..body.IndexOf('"', 7)];
        using var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = new StringContent(body, new MediaTypeHeaderValue(Json)) };
        request.Headers.Add("Psp-Event-Id", id);
        var signed = new SignedRequest
        {
            Method = "POST",
            Target = signedTarget ?? _url.PathAndQuery,
            ContentType = Json,
            IdempotencyKey = signedId ?? id,
            Body = Encoding.UTF8.GetBytes(signedBody ?? body),
        };
        request.Headers.TryAddWithoutValidation(
            "Psp-Signature",
            signature ?? RequestSignature.Create(seconds ?? _time.GetUtcNow().ToUnixTimeSeconds(), signed, Encoding.UTF8.GetBytes(secret))
        );
        using var response = await _http.SendAsync(request, Cancel);
        return response.StatusCode;
    }

    private static string Event(int number) =>
        $$"""{"id":"evt_{{number}}","type":"payment.partially_refunded","createdAt":"2026-01-02T03:04:05Z","version":3,"payment":"""
        + $$"""{"id":"pay_{{number}}","status":"partially_refunded","amount":100,"currency":"EUR","orderId":"o-{{number}}","capture":"manual","""
        + """ "amountAuthorized":100,"amountCaptured":90,"amountRefunded":5,"card":{"brand":"visa","bin":"424242","last4":"4242"}}}""";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
