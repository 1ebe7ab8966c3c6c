using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.Payments.Journal;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Notifications;

/// <summary>
/// Receives the PSP's webhooks while a run goes on. A delivery is answered with 2xx only after its record has reached the run's folder, in the format of
/// the payment journal: it survives the end of this process. Repeated deliveries are kept, too. Memory use is constant.
/// </summary>
public sealed class NotificationReceiver : IAsyncDisposable
{
    /// <summary>Largest body, bytes. The reference PSP's webhooks have about 600.</summary>
    public const int MaxBody = 64 * 1024;

    /// <summary>Deliveries that are handled at a time; the others wait in their connections.</summary>
    private const int AtOnce = 8;

    private const int SegmentSize = 4 * 1024 * 1024;

    private static readonly TimeSpan s_longestBody = TimeSpan.FromSeconds(5);

    private readonly HttpListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _refused = new(StringComparer.Ordinal);
    private readonly NotificationOptions _options;
    private readonly NotificationSignature _signature;
    private readonly PaymentJournal _log;
    private readonly TimeProvider _time;
    private readonly Task _working;
    private long _received;

    /// <param name="options">where to listen</param>
    /// <param name="folder">folder of the run; earlier webhooks in it are kept</param>
    /// <param name="time">wall clock</param>
    /// <exception cref="OperationFailedException">the address cannot be listened on</exception>
    /// <exception cref="IOException">the disk has no space</exception>
    public NotificationReceiver(NotificationOptions options, string folder, TimeProvider time)
    {
        (_options, _signature, _time) = (options, new NotificationSignature(options.Secret), time);
        Listen();
        var path = Path.Combine(folder, ResultFiles.Webhooks);
        try
        {
            _log = JournalReader.Exists(path) ? PaymentJournal.Resume(path) : new PaymentJournal(path, SegmentSize);
        }
        catch
        {
            _listener.Close();
            throw;
        }
        _working = Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(WorkAsync)));
    }

    /// <summary>Deliveries that were accepted, with repeated ones.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>One sentence for each reason for which deliveries were refused.</summary>
    public IReadOnlyList<string> Refusals =>
        [
            .. _refused
                .OrderBy(reason => reason.Key, StringComparer.Ordinal)
                .Select(reason => string.Create(CultureInfo.InvariantCulture, $"{reason.Value} × a webhook was refused: {reason.Key}")),
        ];

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _working;
        _listener.Close();
        _log.Dispose();
    }

    private void Listen()
    {
        try
        {
            // A prefix with an address takes only requests whose Host header names this address.
            var host = _options.Url.Host is "0.0.0.0" ? "+" : _options.Url.Host;
            _listener.Prefixes.Add($"http://{host}:{_options.Url.Port.ToString(CultureInfo.InvariantCulture)}/");
            _listener.Start();
        }
        catch (Exception failed) when (failed is HttpListenerException or ArgumentException)
        {
            throw new OperationFailedException(
                ExitCode.InvalidUsage,
                $"webhooks cannot be received at {_options.Url}: {failed.Message}",
                "name an http URL with an address of this machine and a free port",
                failed
            );
        }
    }

    private async Task WorkAsync()
    {
        var body = new byte[MaxBody + 1];
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // The receiver was closed.
                return;
            }
            try
            {
                if (await ReadAsync(context.Request, body) is { } length)
                {
                    context.Response.StatusCode = (int)Take(context.Request, body.AsSpan(0, length));
                    context.Response.Close();
                    continue;
                }
            }
            catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException or InvalidOperationException)
            {
                // The PSP ended the connection. It delivers the webhook again.
            }
            context.Response.Abort();
            // The read may still be writing into the old one.
            body = new byte[MaxBody + 1];
        }
    }

    /// <returns>length of the body, at most one byte more than allowed; null when it does not come in time</returns>
    private async Task<int?> ReadAsync(HttpListenerRequest request, byte[] body)
    {
        try
        {
            return await request.InputStream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false).AsTask().WaitAsync(s_longestBody, _time);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private HttpStatusCode Take(HttpListenerRequest request, ReadOnlySpan<byte> body)
    {
        if (request.Url?.AbsolutePath != _options.Url.AbsolutePath)
            return Refuse(HttpStatusCode.NotFound, $"it was not sent to {_options.Url.AbsolutePath}");
        if (request.HttpMethod != "POST")
            return Refuse(HttpStatusCode.MethodNotAllowed, "its method is not POST");
        if (body.Length > MaxBody)
            return Refuse(HttpStatusCode.RequestEntityTooLarge, $"its body has more than {MaxBody} bytes");
        var (now, headers) = (_time.GetUtcNow(), request.Headers);
        if (!_signature.IsValid(headers["Psp-Signature"], request.RawUrl!, headers["Content-Type"], headers["Psp-Event-Id"], body, now))
            return Refuse(HttpStatusCode.Unauthorized, "its signature is missing, wrong or older than five minutes");
        var at = (now.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        if (NotificationBody.Read(body, headers["Psp-Event-Id"], at) is not { } notification)
            return Refuse(HttpStatusCode.BadRequest, "its body is no event, or not the one that Psp-Event-Id names");
        return Keep(notification);
    }

    private HttpStatusCode Keep(Notification notification)
    {
        try
        {
            _log.Write(notification);
        }
        catch (ArgumentException)
        {
            return Refuse(HttpStatusCode.BadRequest, "a field is too long");
        }
        catch (IOException)
        {
            return Refuse(HttpStatusCode.ServiceUnavailable, "the disk has no space");
        }
        Interlocked.Increment(ref _received);
        return HttpStatusCode.NoContent;
    }

    private HttpStatusCode Refuse(HttpStatusCode status, string reason)
    {
        _refused.AddOrUpdate(reason, 1, static (_, count) => count + 1);
        return status;
    }
}
