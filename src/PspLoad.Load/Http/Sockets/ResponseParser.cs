using System.Buffers.Text;
using System.Text;

namespace PspLoad.Load.Http.Sockets;

/// <summary>
/// Strict incremental parser of HTTP/1.1 responses (RFC 9112). It consumes all bytes except an unfinished line, which the caller offers
/// again with more bytes behind it. Ambiguous input (response splitting, smuggling) is a violation, never a guess.
/// </summary>
internal sealed class ResponseParser(HttpLimits limits, AnswerTally? tally = null)
{
    private enum Expecting
    {
        StatusLine,
        HeaderLine,
        FixedBody,
        BodyUntilClose,
        ChunkSizeLine,
        ChunkData,
        ChunkEnd,
        TrailerLine,
        Nothing,
    }

    private static ReadOnlySpan<byte> Start11 => "HTTP/1."u8;

    private readonly AnswerTally _tally = tally ?? new AnswerTally();
    private Expecting _expecting = Expecting.Nothing;
    private HttpResponse _response = null!;
    private bool _isHead;
    private bool _http10;
    private bool _saysClose;
    private bool _saysKeepAlive;
    private bool _chunked;
    private long _contentLength;
    private long _remaining;
    private long _bodyBytes;
    private int _headerBytes;

    /// <summary>Whether the whole response was read.</summary>
    public bool IsComplete => _expecting == Expecting.Nothing && Violation is null;

    /// <summary>How the response violates HTTP or a limit; null without a violation. Nothing is parsed after one.</summary>
    public string? Violation { get; private set; }

    /// <summary>After a complete response: whether the peer accepts another request on this connection.</summary>
    public bool KeepAlive { get; private set; }

    /// <summary>Body bytes known to follow, so that a larger read pays off.</summary>
    public long BodyRemaining => _expecting is Expecting.FixedBody or Expecting.ChunkData or Expecting.BodyUntilClose ? _remaining : 0;

    public void Start(HttpResponse response, bool isHead)
    {
        _response = response;
        _response.Clear();
        _isHead = isHead;
        _bodyBytes = _headerBytes = 0;
        Violation = null;
        StartHead();
    }

    /// <returns>number of bytes consumed</returns>
    public int Parse(ReadOnlySpan<byte> data)
    {
        var position = 0;
        while (_expecting != Expecting.Nothing && Violation is null)
        {
            var rest = data[position..];
            var consumed = _expecting switch
            {
                Expecting.FixedBody or Expecting.ChunkData or Expecting.BodyUntilClose => TakeBody(rest),
                Expecting.ChunkEnd => TakeChunkEnd(rest),
                _ => TakeLine(rest),
            };
            if (consumed == 0)
                break;
            position += consumed;
        }

        return position;
    }

    /// <summary>The peer will send no more. This completes a body that ends with the connection; any other response stays incomplete.</summary>
    public void EndOfStream()
    {
        if (_expecting == Expecting.BodyUntilClose)
            Finish(keepAlive: false);
    }

    private int TakeLine(ReadOnlySpan<byte> data)
    {
        // These checks come in an order in which the verdict does not depend on how the bytes are split.
        if (_expecting == Expecting.StatusLine && !StartsAsHttp(data))
            return Refuse(WhatItIs(data[0]));
        var lineFeed = data.IndexOf((byte)'\n');

        // Each chunk-size line has its own limit.
        var isHeader = _expecting != Expecting.ChunkSizeLine;
        if ((lineFeed < 0 ? data.Length : lineFeed + 1) > limits.MaxHeaderBytes - (isHeader ? _headerBytes : 0))
            return Refuse($"the {(isHeader ? "headers are" : "line of a chunk's size is")} longer than {limits.MaxHeaderBytes} bytes{MayBeRaised}");
        if (lineFeed < 0)
            return 0;
        if (lineFeed == 0 || data[lineFeed - 1] != '\r')
            return Refuse("a line ends without CR LF");
        if (isHeader)
            _headerBytes += lineFeed + 1;
        var line = data[..(lineFeed - 1)];
        switch (_expecting)
        {
            case Expecting.StatusLine:
                OnStatusLine(line);
                break;
            case Expecting.HeaderLine when line.IsEmpty:
                OnHeadComplete();
                break;
            case Expecting.HeaderLine:
                OnHeader(line);
                break;
            case Expecting.ChunkSizeLine:
                OnChunkSize(line);
                break;
            case Expecting.TrailerLine when line.IsEmpty:
                Finish(MayKeepAlive);
                break;
            default:
                CheckField(line);
                break;
        }

        return lineFeed + 1;
    }

    private void OnStatusLine(ReadOnlySpan<byte> line)
    {
        // "HTTP/1.1 200 OK"; the reason may be empty, and some servers then omit the space before it.
        if (line.Length < 12 || line[7] is not ((byte)'0' or (byte)'1') || line[8] != ' ')
        {
            Refuse(NoStatusLine);
            return;
        }

        var status = 0;
        foreach (var digit in line.Slice(9, 3))
            status = char.IsAsciiDigit((char)digit) ? (status * 10) + digit - '0' : 1000;
        if (status is < 100 or > 599 || (line.Length > 12 && line[12] != ' ') || line[12..].ContainsAny(HeaderText.Forbidden))
        {
            Refuse("the status line is malformed");
            return;
        }

        _http10 = line[7] == '0';
        _response.Status = status;
        _expecting = Expecting.HeaderLine;
    }

    private void OnHeader(ReadOnlySpan<byte> line)
    {
        var colon = CheckField(line);
        if (Violation is not null)
            return;
        ReadOnlySpan<byte> name = line[..colon],
            value = line[(colon + 1)..];
        switch (colon)
        {
            case 10 when Ascii.EqualsIgnoreCase(name, "connection"u8):
                OnConnection(value);
                break;
            case 10 when Ascii.EqualsIgnoreCase(name, "set-cookie"u8):
                _tally.AddCookie();
                break;
            case 14 when Ascii.EqualsIgnoreCase(name, "content-length"u8):
                OnContentLength(HeaderText.Trim(value));
                break;
            case 17 when Ascii.EqualsIgnoreCase(name, "transfer-encoding"u8):
                OnTransferEncoding(HeaderText.Trim(value));
                break;
        }

        _response.AppendHeader(line);
    }

    /// <returns>position of the colon</returns>
    private int CheckField(ReadOnlySpan<byte> line)
    {
        if (line[0] is (byte)' ' or (byte)'\t')
            return Refuse("a header is folded over lines (obs-fold)");
        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || line[..colon].ContainsAnyExcept(HeaderText.Token))
            return Refuse("a header has no valid name");
        if (line[(colon + 1)..].ContainsAny(HeaderText.Forbidden))
            return Refuse("a header value contains a control character");
        return colon;
    }

    private void OnConnection(ReadOnlySpan<byte> value)
    {
        foreach (var part in value.Split((byte)','))
        {
            var option = HeaderText.Trim(value[part]);
            _saysClose |= Ascii.EqualsIgnoreCase(option, "close"u8);
            _saysKeepAlive |= Ascii.EqualsIgnoreCase(option, "keep-alive"u8);
        }
    }

    private void OnContentLength(ReadOnlySpan<byte> value)
    {
        if (_contentLength >= 0)
            Refuse("there is more than one Content-Length");
        else if (value.Length > 18 || value.ContainsAnyExcept(HeaderText.Digits) || !Utf8Parser.TryParse(value, out _contentLength, out _))
            Refuse("Content-Length is not a number of up to 18 digits");
    }

    private void OnTransferEncoding(ReadOnlySpan<byte> value)
    {
        if (_chunked || !Ascii.EqualsIgnoreCase(value, "chunked"u8))
            Refuse("Transfer-Encoding is not exactly one 'chunked'");
        else if (_http10)
            Refuse("Transfer-Encoding in an HTTP/1.0 answer");
        _chunked = true;
    }

    private void OnHeadComplete()
    {
        var status = _response.Status;
        if (_chunked && _contentLength >= 0)
        {
            Refuse("Transfer-Encoding and Content-Length in one answer");
        }
        else if ((status is < 200 or 204) && (_chunked || _contentLength > 0))
        {
            Refuse("a 1xx or 204 answer announces a body");
        }
        else if (status == 101)
        {
            Refuse("101 Switching Protocols was not asked for");
        }
        else if (status < 200)
        {
            _tally.AddInterim();
            _response.Clear();
            StartHead();
        }
        else if (_isHead || status is 204 or 304 || _contentLength == 0)
        {
            Finish(MayKeepAlive);
        }
        else if (_chunked)
        {
            _expecting = Expecting.ChunkSizeLine;
        }
        else if (_response.KeepsBody && _contentLength > limits.MaxBodyBytes)
        {
            Refuse(LongBody);
        }
        else if (_contentLength > 0)
        {
            (_expecting, _remaining) = (Expecting.FixedBody, _contentLength);
        }
        else
        {
            (_expecting, _remaining) = (Expecting.BodyUntilClose, long.MaxValue);
        }
    }

    private void OnChunkSize(ReadOnlySpan<byte> line)
    {
        if (!Utf8Parser.TryParse(line, out long size, out var digits, 'X') || digits > 16 || size < 0)
        {
            Refuse("a chunk has no valid size");
            return;
        }

        var extension = HeaderText.Trim(line[digits..]);
        if ((!extension.IsEmpty && extension[0] != ';') || extension.ContainsAny(HeaderText.Forbidden))
            Refuse("a chunk has no valid size");
        else if (_response.KeepsBody && size > limits.MaxBodyBytes - _bodyBytes)
            Refuse(LongBody);
        else if (size == 0)
            _expecting = Expecting.TrailerLine;
        else
            (_expecting, _remaining) = (Expecting.ChunkData, size);
    }

    private int TakeBody(ReadOnlySpan<byte> data)
    {
        var count = (int)Math.Min(data.Length, _remaining);
        if (count == 0)
            return 0;
        if ((_bodyBytes += count) > limits.MaxBodyBytes && _response.KeepsBody)
            return Refuse(LongBody);
        _response.AppendBody(data[..count]);
        if ((_remaining -= count) > 0)
            return count;
        if (_expecting == Expecting.ChunkData)
            _expecting = Expecting.ChunkEnd;
        else
            Finish(MayKeepAlive);
        return count;
    }

    private int TakeChunkEnd(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
            return 0;
        if (data[0] != '\r' || (data.Length > 1 && data[1] != '\n'))
            return Refuse("a chunk does not end where its size says");
        if (data.Length == 1)
            return 0;
        _expecting = Expecting.ChunkSizeLine;
        return 2;
    }

    private const string MayBeRaised = "; load's --max-header-bytes raises the limit";
    private const string NoStatusLine = "the answer does not begin with an HTTP/1.0 or HTTP/1.1 status line";

    private string LongBody => $"the body is longer than {limits.MaxBodyBytes} bytes, the most that is kept in memory";

    private static bool StartsAsHttp(ReadOnlySpan<byte> data) => data.Length >= Start11.Length ? data.StartsWith(Start11) : Start11.StartsWith(data);

    /// <param name="first">
    /// first byte of the answer; a TLS record begins with its type (RFC 8446 §5.1), an HTTP/2 frame with its length (RFC 9113 §4.1)
    /// </param>
    private static string WhatItIs(byte first) =>
        first switch
        {
            0x15 or 0x16 => "the answer is TLS, not a status line; write https:// in the URL",
            0 => NoStatusLine + ", but as HTTP/2 does; if the server speaks HTTP/2 only, add --http2",
            _ => NoStatusLine,
        };

    private bool MayKeepAlive => !_saysClose && (!_http10 || _saysKeepAlive);

    private void StartHead()
    {
        _expecting = Expecting.StatusLine;
        _saysClose = _saysKeepAlive = _chunked = false;
        _contentLength = -1;
    }

    private void Finish(bool keepAlive)
    {
        KeepAlive = keepAlive;
        _expecting = Expecting.Nothing;
    }

    private int Refuse(string violation)
    {
        Violation = violation;
        return 0;
    }
}

/// <summary>Counts what answers have besides status and body. Thread-safe; most answers have nothing of it.</summary>
internal sealed class AnswerTally
{
    private long _interim;
    private long _cookies;

    public long Interim => Interlocked.Read(ref _interim);

    public long Cookies => Interlocked.Read(ref _cookies);

    public void AddInterim() => Interlocked.Increment(ref _interim);

    public void AddCookie() => Interlocked.Increment(ref _cookies);
}
