using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using PspLoad.ReferencePsp.Cards;
using PspLoad.ReferencePsp.Observability;
using PspLoad.ReferencePsp.Payments;

namespace PspLoad.ReferencePsp.Acquirer;

/// <summary>
/// The client of the acquirer. Every operation has our reference, and the acquirer books each reference once, so repeating is always safe.
/// Network errors are not thrown: they become answers that say how much is known.
/// </summary>
public sealed class AcquirerClient : IDisposable
{
    private static readonly MediaTypeHeaderValue s_jsonType = new("application/json");
    private static readonly AcquirerAnswer s_serverError = new(AnswerKind.Unknown, "acquirer_error");

    private readonly HttpClient _http;
    private readonly TimeSpan _timeout;
    private readonly PspMetrics _metrics;
    private readonly TimeProvider _time;

    public AcquirerClient(AcquirerSettings settings, PspMetrics metrics, TimeProvider time)
    {
        _http = new HttpClient(
            new SocketsHttpHandler
            {
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ConnectTimeout = settings.Timeout,
                UseCookies = false,
                AllowAutoRedirect = false,
                ActivityHeadersPropagator = null,
            }
        )
        {
            BaseAddress = settings.Url,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (settings.Token is not null)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", settings.Token);
        _timeout = settings.Timeout;
        this._metrics = metrics;
        this._time = time;
    }

    /// <summary>Sends the operation. After a 500 it looks the reference up at once: the operation may or may not have been booked.</summary>
    public async Task<AcquirerAnswer> SendAsync(AcquirerMessage message, AcquirerRequest order, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        var answer = await ExchangeAsync(HttpMethod.Post, $"/v1/{Path(message)}", order, cancellationToken);
        _metrics.AcquirerAnswered(message, MetricName(answer.Kind), _time.GetElapsedTime(started));
        if (answer == s_serverError)
        {
            answer = await LookUpAsync(message, order.Reference, cancellationToken);
            return answer.Kind == AnswerKind.NeverSeen ? AcquirerAnswer.Unknown : answer;
        }

        return answer.Kind == AnswerKind.NeverSeen ? new AcquirerAnswer(AnswerKind.NotBooked, "acquirer_rejected") : answer;
    }

    /// <summary>Looks the operation up. After <see cref="AnswerKind.NeverSeen"/>, a request in transit may still arrive.</summary>
    public async Task<AcquirerAnswer> LookUpAsync(AcquirerMessage message, string reference, CancellationToken cancellationToken)
    {
        var answer = await ExchangeAsync(HttpMethod.Get, $"/v1/operations/{Path(message)}/{reference}", null, cancellationToken);
        return answer.Kind == AnswerKind.NotBooked ? AcquirerAnswer.Unknown : answer;
    }

    /// <summary>
    /// Cancels an authorisation or a sale, even one that has not arrived: the acquirer declines it when it arrives later. Each attempt has its own reference,
    /// because an error is final for its reference. It also counts as success when an earlier attempt has voided the parent.
    /// </summary>
    /// <returns>false: not confirmed, try again</returns>
    public async Task<bool> ReverseAsync(string reference, int attempt, CancellationToken cancellationToken)
    {
        AcquirerRequest order = new() { Reference = $"rev_{attempt}_{reference}", Parent = reference };
        var answer = await ExchangeAsync(HttpMethod.Post, "/v1/void", order, cancellationToken);
        return answer is { Kind: AnswerKind.Approved } or { Kind: AnswerKind.Declined, Reason: "parent_voided" };
    }

    /// <summary>The oldest chargebacks that were not accepted.</summary>
    /// <returns>empty when the acquirer does not answer; it is asked again</returns>
    public async Task<IReadOnlyList<AcquirerChargeback>> ReadChargebacksAsync(CancellationToken cancellationToken)
    {
        using var response = await TrySendAsync(HttpMethod.Get, "/v1/chargebacks", cancellationToken);
        if (response is not { StatusCode: HttpStatusCode.OK })
            return [];
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return JsonSerializer.Deserialize(body, AcquirerJson.Default.AcquirerChargebacks)?.Data ?? [];
    }

    /// <summary>Accepts a chargeback that is booked. When this fails, the chargeback is told and accepted again.</summary>
    public async Task AcceptChargebackAsync(string reference, CancellationToken cancellationToken) =>
        (await TrySendAsync(HttpMethod.Post, $"/v1/chargebacks/{Uri.EscapeDataString(reference)}/accept", cancellationToken))?.Dispose();

    public void Dispose() => _http.Dispose();

    /// <returns>the whole answer; null when there is none</returns>
    private async Task<HttpResponseMessage?> TrySendAsync(HttpMethod method, string path, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_timeout);
        using HttpRequestMessage request = new(method, path);
        try
        {
            return await _http.SendAsync(request, limit.Token);
        }
        catch (Exception exception)
            when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private async Task<AcquirerAnswer> ExchangeAsync(HttpMethod method, string path, AcquirerRequest? order, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_timeout);
        using HttpRequestMessage request = new(method, path);
        if (order is not null)
        {
            request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(order, AcquirerJson.Default.AcquirerRequest));
            request.Content.Headers.ContentType = s_jsonType;
        }

        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return await ReadAsync(response, limit.Token);
        }
        catch (HttpRequestException exception)
        {
            // Without a connection nothing was sent.
            return
                exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
                ? new AcquirerAnswer(AnswerKind.NotBooked, "acquirer_unreachable")
                : AcquirerAnswer.Unknown;
        }
        catch (Exception exception)
            when (exception is IOException or JsonException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return AcquirerAnswer.Unknown;
        }
    }

    private static async Task<AcquirerAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                await using (var body = await response.Content.ReadAsStreamAsync(cancellationToken))
                {
                    var booked = await JsonSerializer.DeserializeAsync(body, AcquirerJson.Default.AcquirerResponse, cancellationToken);
                    return booked?.Outcome switch
                    {
                        "approved" => new AcquirerAnswer(AnswerKind.Approved, AuthorizationCode: Storable(booked.AuthorizationCode, 16)),
                        "declined" => new AcquirerAnswer(AnswerKind.Declined, Storable(booked.Reason, 64) ?? "declined"),
                        "error" => new AcquirerAnswer(AnswerKind.Failed, "acquirer_error"),
                        _ => AcquirerAnswer.Unknown,
                    };
                }

            case HttpStatusCode.NotFound:
                return AcquirerAnswer.NeverSeen;
            case HttpStatusCode.InternalServerError:
                return s_serverError;
            case HttpStatusCode.ServiceUnavailable:
                return new AcquirerAnswer(AnswerKind.NotBooked, "acquirer_unavailable");
            case HttpStatusCode.BadRequest
            or HttpStatusCode.RequestEntityTooLarge
            or HttpStatusCode.UnprocessableEntity
            or HttpStatusCode.UnsupportedMediaType
            or HttpStatusCode.Unauthorized:
                return new AcquirerAnswer(AnswerKind.NotBooked, "acquirer_rejected");
            default:
                return AcquirerAnswer.Unknown;
        }
    }

    /// <summary>Text of a stranger, as long as its column, without card numbers.</summary>
    private static string? Storable(string? text, int longest)
    {
        var masked = text is null ? null : CardNumberMask.Mask(text);
        return masked?.Length > longest ? masked[..longest] : masked;
    }

    private static string MetricName(AnswerKind kind) =>
        kind switch
        {
            AnswerKind.Approved => "approved",
            AnswerKind.Declined => "declined",
            AnswerKind.NotBooked => "not_booked",
            AnswerKind.Failed => "failed",
            _ => "unknown",
        };

    private static string Path(AcquirerMessage message) =>
        message switch
        {
            AcquirerMessage.Authorize => "authorize",
            AcquirerMessage.Sale => "sale",
            AcquirerMessage.Capture => "capture",
            AcquirerMessage.Void => "void",
            AcquirerMessage.Refund => "refund",
            _ => throw new ArgumentOutOfRangeException(nameof(message), message, "this message is not sent to the acquirer"),
        };
}
