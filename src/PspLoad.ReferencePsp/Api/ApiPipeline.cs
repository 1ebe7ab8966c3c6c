using Microsoft.AspNetCore.Http.Features;
using PspLoad.ReferencePsp.Cards;
using PspLoad.ReferencePsp.Contracts;
using PspLoad.ReferencePsp.Lifecycle;
using PspLoad.ReferencePsp.Merchants;
using PspLoad.ReferencePsp.Observability;
using PspLoad.ReferencePsp.Storage;

namespace PspLoad.ReferencePsp.Api;

/// <summary>The steps of every API request: id, merchant, signature, rate limit, key; then its handler; then one log line and the metrics.</summary>
public sealed partial class ApiPipeline(
    MerchantDirectory merchants,
    Readiness readiness,
    RequestHasher hasher,
    ListenSettings limits,
    PspMetrics metrics,
    TimeProvider time,
    ILogger<ApiPipeline> log
)
{
    private static readonly string[] s_signedHeaders = ["Psp-Signature", "Content-Type", "Idempotency-Key"];

    public RequestDelegate Post(string route, Func<ApiCall, Task<ApiResponse>> handle) => context => RunAsync(context, route, handle, withKey: true);

    public RequestDelegate Get(string route, Func<ApiCall, Task<ApiResponse>> handle) => context => RunAsync(context, route, handle, withKey: false);

    private async Task RunAsync(HttpContext context, string route, Func<ApiCall, Task<ApiResponse>> handle, bool withKey)
    {
        var started = time.GetTimestamp();
        var requestId = RequestId(context.Request);
        context.Response.Headers["X-Request-Id"] = requestId;
        Merchant? merchant = null;
        ApiResponse response;
        try
        {
            var call = await AdmitAsync(context, withKey);
            merchant = call.Merchant;
            response = await handle(call);
        }
        catch (ProblemException exception)
        {
            response = Respond(exception.Problem with { RequestId = requestId }) with { RetryAfter = exception.RetryAfter };
        }
        catch (DatabaseUnavailableException exception)
        {
            LogUnavailable(requestId, exception.Message);
            var problem = Problems.Unavailable("the database did not answer; to learn the outcome, repeat the request with the same Idempotency-Key");
            response = Respond(problem.Problem with { RequestId = requestId }) with { RetryAfter = problem.RetryAfter };
        }
        catch (BadHttpRequestException exception)
        {
            var problem = Problems.Invalid(new FieldError("body", "cannot be read")).Problem;
            response = Respond(problem with { Status = exception.StatusCode, RequestId = requestId });
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            LogFailed(exception, requestId);
            response = Respond(Problems.Internal() with { RequestId = requestId });
        }

        var elapsed = time.GetElapsedTime(started);
        metrics.RequestAnswered(route, response.Status, elapsed);
        if (log.IsEnabled(LogLevel.Information))
            LogRequest(context.Request.Method, context.Request.Path, response.Status, elapsed.TotalMilliseconds, requestId, merchant);
        await WriteAsync(context.Response, response);
    }

    private async ValueTask<ApiCall> AdmitAsync(HttpContext context, bool withKey)
    {
        var request = context.Request;
        if (readiness.Refusal is { } problem)
            throw Problems.Unavailable(problem);
        string? authorization = request.Headers.Authorization;
        if (authorization?.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) != true)
            throw Problems.Unauthorized("send Authorization: Bearer <merchant key>");
        var merchant = merchants.ByKey(authorization.AsSpan(7).Trim()) ?? throw Problems.Unauthorized("no merchant has this key");
        var body = await RequestBody.ReadAsync(request, limits.MaxBodyBytes, context.RequestAborted);
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (WrongSignature(request, target, body.Span, merchant) is { } wrong)
            throw Problems.Unauthorized(wrong);
        if (merchant.Limiter is { } limiter)
        {
            using var lease = limiter.AttemptAcquire();
            if (!lease.IsAcquired)
                throw Problems.RateLimited(retryAfter: 1);
        }

        return new ApiCall(context, merchant, body, withKey ? IdempotencyKey(request) : null, target, hasher);
    }

    /// <returns>what is wrong, or null</returns>
    private string? WrongSignature(HttpRequest request, string target, ReadOnlySpan<byte> body, Merchant merchant)
    {
        // Two headers of one name would be joined, and no proxy and no library joins them alike.
        foreach (var name in s_signedHeaders)
        {
            if (request.Headers[name].Count > 1)
                return $"the {name} header is sent more than once";
        }

        SignedRequest signed = new()
        {
            Method = request.Method,
            Target = target,
            ContentType = request.Headers.ContentType,
            IdempotencyKey = request.Headers["Idempotency-Key"],
            Body = body,
        };
        return RequestSignature.Verify(request.Headers["Psp-Signature"], signed, merchant.SigningSecrets, time.GetUtcNow());
    }

    private static string IdempotencyKey(HttpRequest request)
    {
        string? key = request.Headers["Idempotency-Key"];
        if (string.IsNullOrEmpty(key))
            throw Problems.Invalid(new FieldError("Idempotency-Key", "is missing"));
        if (key.Length > 64 || key.Any(c => c is <= ' ' or > '~'))
            throw Problems.Invalid(new FieldError("Idempotency-Key", "must have at most 64 printable ASCII characters and no spaces"));
        if (CardNumberMask.Contains(key))
            throw Problems.Invalid(new FieldError("Idempotency-Key", "contains what looks like a card number, which may not be stored"));
        return key;
    }

    /// <summary>The id from the front if it is usable, otherwise Kestrel's own.</summary>
    private static string RequestId(HttpRequest request)
    {
        string? given = request.Headers["X-Request-Id"];
        var usable =
            given is { Length: > 0 and <= 64 } && given.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && !CardNumberMask.Contains(given);
        return usable ? given! : request.HttpContext.TraceIdentifier.Replace(':', '-');
    }

    private static ApiResponse Respond(ProblemResponse problem) => ApiResponse.Json(problem.Status, problem, ApiJson.Default.ProblemResponse);

    private static async Task WriteAsync(HttpResponse http, ApiResponse response)
    {
        http.StatusCode = response.Status;
        http.ContentType = response.ContentType;
        http.ContentLength = response.Body.Length;
        http.Headers.CacheControl = "no-store";
        if (response.Replayed)
            http.Headers["Idempotent-Replayed"] = "true";
        if (response.RetryAfter is { } seconds)
            http.Headers.RetryAfter = seconds.ToString();
        await http.BodyWriter.WriteAsync(response.Body, http.HttpContext.RequestAborted);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Path} {Status} in {ElapsedMs} ms, request {RequestId} of {Merchant}")]
    private partial void LogRequest(string method, PathString path, int status, double elapsedMs, string requestId, Merchant? merchant);

    [LoggerMessage(Level = LogLevel.Error, Message = "request {RequestId} failed")]
    private partial void LogFailed(Exception exception, string requestId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "request {RequestId} not answered: {Problem}")]
    private partial void LogUnavailable(string requestId, string problem);
}
