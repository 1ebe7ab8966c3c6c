using System.Net;

namespace PspLoad.Load.Http.SocketsHttp;

/// <summary>A prepared body. SocketsHttpHandler sends a request again by itself when a used connection breaks; this is where it is told no.</summary>
internal sealed class PreparedContent(ReadOnlyMemory<byte> body, bool mayBeResent) : HttpContent
{
    /// <summary>Some attempt wrote it.</summary>
    public bool WasWritten { get; private set; }

    /// <summary>The handler wanted to send the body a second time and was refused.</summary>
    public bool RefusedResend { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        RefusedResend = WasWritten && !mayBeResent;
        if (RefusedResend)
            throw new IOException("the connection broke after the request was written; it is not sent again");
        WasWritten = true;
        await stream.WriteAsync(body, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
