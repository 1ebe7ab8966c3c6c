using System.Runtime.InteropServices;
using PspLoad.Core.Load;

namespace PspLoad.Load.Http;

/// <summary>
/// How one request went. Times are <see cref="System.Diagnostics.Stopwatch"/> timestamps (ticks of <c>Stopwatch.Frequency</c>). A status is not judged here:
/// 404 and 503 are answers, <see cref="Error"/> is <see cref="ErrorKind.None"/> for both.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct HttpExchange
{
    /// <summary>Why there is no whole answer; <see cref="ErrorKind.None"/> when there is one.</summary>
    public ErrorKind Error { get; init; }

    /// <summary>100–599, or 0 when no status line was read. May be set beside an error (the body broke off).</summary>
    public short Status { get; init; }

    /// <summary>The request was the first on its connection: <see cref="HttpResponse.ConnectTime"/> is part of its time.</summary>
    public bool OpenedConnection { get; init; }

    /// <summary>
    /// No byte of the request reached the kernel's send buffer, so the peer cannot have acted on it. False means that it may have: with an error, a payment is
    /// then indeterminate.
    /// </summary>
    public bool NothingSent { get; init; }

    /// <summary>When <see cref="IHttpTransport.SendAsync"/> was called: waiting for a connection and opening one come after it.</summary>
    public long StartedAt { get; init; }

    /// <summary>When the first bytes of the answer had been read; 0 if none came.</summary>
    public long FirstByteAt { get; init; }

    /// <summary>When the last byte of the answer had been read, or the error was known.</summary>
    public long EndedAt { get; init; }

    /// <summary>Bytes of the request, without TLS.</summary>
    public int BytesSent { get; init; }

    /// <summary>Bytes of the answer with its headers, without TLS.</summary>
    public long BytesReceived { get; init; }

    /// <summary>What was wrong, for people; null without an error.</summary>
    public string? Detail { get; init; }
}
