using System.Runtime.InteropServices;
using PspLoad.Core.Load;

namespace PspLoad.Load.Http;

/// <summary>
/// Outcome of one request. Times are <see cref="System.Diagnostics.Stopwatch"/> timestamps (ticks of <c>Stopwatch.Frequency</c>). The
/// status is not judged here: 404 and 503 are responses, so <see cref="Error"/> is <see cref="ErrorKind.None"/> for both.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct HttpExchange
{
    /// <summary>Why the response is incomplete or missing; <see cref="ErrorKind.None"/> for a complete one.</summary>
    public ErrorKind Error { get; init; }

    /// <summary>100–599, or 0 when no status line was read. May be set together with an error (the body broke off).</summary>
    public short Status { get; init; }

    /// <summary>Whether the request was the first on its connection; its time then includes <see cref="HttpResponse.ConnectTime"/>.</summary>
    public bool OpenedConnection { get; init; }

    /// <summary>
    /// True: no byte of the request reached the kernel's send buffer, so the peer cannot have acted on it. False: the peer may have acted on
    /// it, so with an error the payment is indeterminate.
    /// </summary>
    public bool NothingSent { get; init; }

    /// <summary>When <see cref="IHttpTransport.SendAsync"/> was called, before it waits for a connection or opens one.</summary>
    public long StartedAt { get; init; }

    /// <summary>When the first bytes of the response had been read; 0 if none came.</summary>
    public long FirstByteAt { get; init; }

    /// <summary>When the last byte of the response had been read, or the error was known.</summary>
    public long EndedAt { get; init; }

    /// <summary>Size of the request in bytes, without TLS.</summary>
    public int BytesSent { get; init; }

    /// <summary>Size of the response with its headers in bytes, without TLS.</summary>
    public long BytesReceived { get; init; }

    /// <summary>Human-readable description of the error; null without an error.</summary>
    public string? Detail { get; init; }
}
