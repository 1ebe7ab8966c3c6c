using System.Text;

namespace PspLoad.Load.Http;

/// <summary>
/// Receives a response: the status, and optionally headers and body. There is one per virtual user (or pooled iteration), reused for
/// every request. Its content is valid until the next request is sent with it.
/// </summary>
/// <param name="keepBody">false: the body is read to its end and dropped, whatever its length</param>
/// <param name="keepHeaders">true: <see cref="TryGetHeader"/> works</param>
public sealed class HttpResponse(bool keepBody = true, bool keepHeaders = false)
{
    private readonly ByteBuffer? _body = keepBody ? new() : null;
    private readonly ByteBuffer? _headers = keepHeaders ? new() : null;
    private PendingExchange? _exchange;

    /// <summary>100–599, or 0 when no status line was read.</summary>
    public int Status { get; internal set; }

    /// <summary>The body after dechunking; empty if it is not kept.</summary>
    public ReadOnlySpan<byte> Body => _body is null ? [] : _body.Span;

    /// <inheritdoc cref="Body"/>
    public ReadOnlyMemory<byte> BodyMemory => _body is null ? default : _body.Memory;

    /// <summary>Duration of the TCP connect if the request opened the connection; zero on a used one.</summary>
    public TimeSpan ConnectTime { get; internal set; }

    /// <summary>Duration of the TLS handshake if the request opened the connection; zero on a used one.</summary>
    public TimeSpan TlsTime { get; internal set; }

    /// <summary>How often the request was resent on a new connection: 0 or 1.</summary>
    public int Resends { get; internal set; }

    internal bool KeepsBody => _body is not null;
    internal bool KeepsHeaders => _headers is not null;
    internal PendingExchange Exchange => _exchange ??= new PendingExchange(this);

    /// <summary>Finds the first header of that name, case-insensitively. Trailers are not kept.</summary>
    public bool TryGetHeader(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var rest = _headers is null
            ? throw new InvalidOperationException("headers are kept only by an HttpResponse made with keepHeaders: true")
            : _headers.Span;
        while (rest.IndexOf((byte)'\n') is var end and >= 0)
        {
            var line = rest[..end];
            rest = rest[(end + 1)..];
            var colon = line.IndexOf((byte)':');
            if (!Ascii.EqualsIgnoreCase(line[..colon], name))
                continue;
            value = HeaderText.Trim(line[(colon + 1)..]);
            return true;
        }

        value = default;
        return false;
    }

    internal void Clear()
    {
        Status = 0;
        _body?.Clear();
        _headers?.Clear();
    }

    internal void AppendBody(ReadOnlySpan<byte> bytes) => _body?.Append(bytes);

    /// <summary>Takes a well-formed "name: value" line without its line end.</summary>
    internal void AppendHeader(ReadOnlySpan<byte> line)
    {
        if (_headers is null)
            return;
        _headers.Append(line);
        _headers.Append("\n"u8);
    }
}
