using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace PspLoad.Load.Http;

/// <summary>
/// A reusable request as bytes, built by the flow: <c>Start</c>, then headers and body in any order, then <c>End</c>. This class writes
/// Host and Content-Length. All virtual users may share a constant request. A request that is rebuilt for every payment belongs to one
/// user; rebuilding allocates nothing.
/// </summary>
public sealed class HttpRequest(HttpTarget target)
{
    private static readonly SearchValues<char> s_upperCase = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    private static readonly SearchValues<char> s_visible = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c)]);
    private readonly ByteBuffer _head = new();
    private readonly ByteBuffer _body = new();
    private int _headLength;
    private bool _contentExpected;

    /// <summary>
    /// The caller guarantees that a second delivery does no harm (a read, or a payment with an idempotency key). Only then is a written
    /// request sent again when a used connection closes before the first byte of a response. False: the request fails and is counted.
    /// </summary>
    public bool MayBeResent { get; set; }

    /// <summary>Writer for the body, for instance for a Utf8JsonWriter.</summary>
    public IBufferWriter<byte> Body => _body;

    /// <summary>The bytes written to <see cref="Body"/> so far, for instance to sign them.</summary>
    public ReadOnlySpan<byte> WrittenBody => _body.Span;

    /// <summary>The whole request: head and body.</summary>
    public ReadOnlyMemory<byte> Bytes => _headLength > 0 ? _head.Memory : throw new InvalidOperationException("call End() before sending a request");

    internal bool IsHead { get; private set; }
    internal ReadOnlySpan<byte> Head => _head.Span[.._headLength];
    internal ReadOnlyMemory<byte> SentBody => _head.Memory[_headLength..];
    internal bool ContentExpected => _contentExpected || _body.Length > 0;

    /// <summary>Creates a request without body, ready to send.</summary>
    public static HttpRequest Get(HttpTarget target, string pathAndQuery) =>
        new HttpRequest(target) { MayBeResent = true }
            .Start("GET", pathAndQuery)
            .End();

    /// <param name="method">upper case, e.g. POST</param>
    /// <param name="pathAndQuery">begins with '/', percent-encoded</param>
    public HttpRequest Start(string method, string pathAndQuery)
    {
        if (method.Length == 0 || method.AsSpan().ContainsAnyExcept(s_upperCase) || method == "CONNECT")
            throw new ArgumentException($"'{method}' is not a valid HTTP method", nameof(method));
        if (!pathAndQuery.StartsWith('/') || pathAndQuery.AsSpan().ContainsAnyExcept(s_visible))
            throw new ArgumentException($"'{pathAndQuery}' is not a path: begin with '/', percent-encode blanks and non-ASCII", nameof(pathAndQuery));

        _head.Clear();
        _body.Clear();
        _headLength = 0;
        IsHead = method == "HEAD";
        _contentExpected = method is "POST" or "PUT" or "PATCH";
        Append(method);
        _head.Append(" "u8);
        Append(pathAndQuery);
        _head.Append(" HTTP/1.1\r\n"u8);
        _head.Append(target.HostHeader);
        return this;
    }

    public HttpRequest Header(string name, string value)
    {
        Span<byte> text = stackalloc byte[512];
        int nameLength = Encoding.ASCII.GetByteCount(name),
            valueLength = Encoding.UTF8.GetByteCount(value);
        if (nameLength + valueLength > text.Length)
            return Header(Encoding.ASCII.GetBytes(name), Encoding.UTF8.GetBytes(value));
        Encoding.ASCII.GetBytes(name, text);
        Encoding.UTF8.GetBytes(value, text[nameLength..]);
        return Header(text[..nameLength], text.Slice(nameLength, valueLength));
    }

    /// <exception cref="ArgumentException">The header is malformed, contains a line break, or is written by the transport itself.</exception>
    public HttpRequest Header(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.IsEmpty || name.ContainsAnyExcept(HeaderText.Token))
            throw new ArgumentException($"'{Encoding.ASCII.GetString(name)}' is not a header name", nameof(name));
        if (value.ContainsAny(HeaderText.Forbidden))
            throw new ArgumentException($"the value of {Encoding.ASCII.GetString(name)} contains a control character", nameof(value));
        if (Ascii.EqualsIgnoreCase(name, "Host"u8) || Ascii.EqualsIgnoreCase(name, "Content-Length"u8) || Ascii.EqualsIgnoreCase(name, "Transfer-Encoding"u8))
            throw new ArgumentException($"{Encoding.ASCII.GetString(name)} is written by the transport", nameof(name));
        _head.Append(name);
        _head.Append(": "u8);
        _head.Append(value);
        _head.Append("\r\n"u8);
        return this;
    }

    public HttpRequest End()
    {
        if (ContentExpected)
        {
            Span<byte> digits = stackalloc byte[11];
            Utf8Formatter.TryFormat(_body.Length, digits, out var count);
            _head.Append("Content-Length: "u8);
            _head.Append(digits[..count]);
            _head.Append("\r\n"u8);
        }

        _head.Append("\r\n"u8);
        _headLength = _head.Length;
        _head.Append(_body.Span);
        return this;
    }

    private void Append(string ascii) => _head.Advance(Encoding.ASCII.GetBytes(ascii, _head.GetSpan(ascii.Length)));
}
