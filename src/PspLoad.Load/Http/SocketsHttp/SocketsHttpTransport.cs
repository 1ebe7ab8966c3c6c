using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using PspLoad.Core.Load;
using PspLoad.Load.Http.Sockets;

namespace PspLoad.Load.Http.SocketsHttp;

/// <summary>
/// .NET's own client behind the same interface: HTTP/2, and HTTP/1.1 for comparison. It allocates, keeps a timer per request and hides
/// whether a request opened a connection. Its read time-out includes waiting, connect and TLS; its connect time-out covers TCP and TLS
/// together.
/// </summary>
public sealed class SocketsHttpTransport : IHttpTransport
{
    private readonly HttpTransportOptions _options;
    private readonly TargetResolver _resolver;
    private readonly TlsClient? _tls;
    private readonly HttpMessageInvoker _invoker;
    private long _opened;
    private long _openFailed;
    private long _resent;
    private long _cookies;
    private volatile bool _everAnswered;

    /// <param name="options">target and settings</param>
    /// <param name="time">clock for the lifetime of DNS answers</param>
    /// <param name="sender">another load generator's client around .NET's handler; null: the handler is called directly</param>
    /// <exception cref="ArgumentException">This transport does not support one of the options.</exception>
    public SocketsHttpTransport(HttpTransportOptions options, TimeProvider? time = null, Func<HttpMessageHandler, HttpMessageInvoker>? sender = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.RequestsPerConnection > 0)
            throw new ArgumentException("a new connection every n requests is possible with the socket transport only", nameof(options));
        _options = options.Checked();
        _resolver = new TargetResolver(options.Target, options.DnsLifetime, options.ConnectTimeout, time ?? TimeProvider.System);
        var protocol = options.Version.Major == 2 ? SslApplicationProtocol.Http2 : SslApplicationProtocol.Http11;
        _tls = options.Target.IsTls ? new TlsClient(options.Tls, options.Target.Host, protocol) : null;
        SocketsHttpHandler handler = new()
        {
            ConnectTimeout = options.ConnectTimeout + options.TlsTimeout,
            MaxConnectionsPerServer = options.MaxConnections,
            MaxResponseHeadersLength = Math.Max(1, options.Limits.MaxHeaderBytes / 1024),
            EnableMultipleHttp2Connections = true,
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
            ConnectCallback = ConnectAsync,
            SslOptions = _tls?.EveryHandshake ?? new SslClientAuthenticationOptions(),
        };
        _invoker = sender is null ? new HttpMessageInvoker(handler) : sender(handler);
    }

    public ConnectionCounts Connections =>
        new(0, 0, 0, Interlocked.Read(ref _opened), Interlocked.Read(ref _openFailed), 0, 0, Interlocked.Read(ref _resent), 0, Interlocked.Read(ref _cookies));

    /// <inheritdoc/>
    public async ValueTask<HttpExchange> SendAsync(HttpRequest request, HttpResponse response, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp(),
            firstByte = 0,
            received = 0;
        response.Clear();
        using var message = RequestTranslation.Translate(request, _options.Target, _options.Version);
        using var watch = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        watch.CancelAfter(_options.ReadTimeout);
        var error = ErrorKind.None;
        string? detail = null;
        try
        {
            using var answer = await _invoker.SendAsync(message, watch.Token);
            firstByte = Stopwatch.GetTimestamp();
            _everAnswered = true;
            response.Status = (int)answer.StatusCode;
            if (answer.Headers.NonValidated.TryGetValues("Set-Cookie", out var cookies))
                Interlocked.Add(ref _cookies, cookies.Count);
            KeepHeaders(answer, response);
            received = await ReadBodyAsync(answer, response, watch.Token);
            if (response.KeepsBody && received > _options.Limits.MaxBodyBytes)
                (error, detail) = (ErrorKind.Protocol, $"the body is longer than {_options.Limits.MaxBodyBytes} bytes, the most that is kept in memory");
        }
        catch (Exception e) when (ExceptionKinds.IsExpected(e))
        {
            var refused = message.Content is PreparedContent { RefusedResend: true };
            error = refused ? ErrorKind.Reset : ExceptionKinds.Of(e, cancellationToken.IsCancellationRequested);
            detail = ExceptionKinds.Describe(e, error, _options, _tls, _everAnswered);
        }

        if (message.Content is PreparedContent { WasWrittenAgain: true })
            Interlocked.Increment(ref _resent);

        return new HttpExchange
        {
            Error = error,
            Detail = detail,
            Status = (short)response.Status,
            NothingSent =
                error is ErrorKind.NameNotResolved or ErrorKind.ConnectRefused or ErrorKind.ConnectTimeout or ErrorKind.ConnectFailed or ErrorKind.Tls
                && message.Content is not PreparedContent { WasWritten: true },
            StartedAt = start,
            FirstByteAt = firstByte,
            EndedAt = Stopwatch.GetTimestamp(),
            BytesSent = request.Bytes.Length,
            BytesReceived = received,
        };
    }

    public ValueTask DisposeAsync()
    {
        _invoker.Dispose();
        return default;
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        Socket? socket = null;
        try
        {
            var address = await _resolver.NextAsync(cancellationToken);
            socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(address, cancellationToken);
            Interlocked.Increment(ref _opened);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            Interlocked.Increment(ref _openFailed);
            socket?.Dispose();
            throw;
        }
    }

    private static void KeepHeaders(HttpResponseMessage answer, HttpResponse response)
    {
        if (!response.KeepsHeaders)
            return;
        foreach ((var name, var values) in answer.Headers.Concat(answer.Content.Headers))
        {
            foreach (var value in values)
                response.AppendHeader(System.Text.Encoding.Latin1.GetBytes($"{name}: {value}"));
        }
    }

    private async Task<long> ReadBodyAsync(HttpResponseMessage answer, HttpResponse response, CancellationToken cancellationToken)
    {
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
            long total = 0;
            while ((!response.KeepsBody || total <= _options.Limits.MaxBodyBytes) && await body.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            {
                total += count;
                response.AppendBody(buffer.AsSpan(0, count));
            }

            return total;
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
