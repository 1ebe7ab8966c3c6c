using System.Net;

namespace PspLoad.Load.Http.SocketsHttp;

/// <summary>A prepared body. SocketsHttpHandler resends a request by itself when a used connection breaks; this class prevents that.</summary>
internal sealed class PreparedContent(ReadOnlyMemory<byte> body, bool mayBeResent) : HttpContent
{
    /// <summary>Whether any attempt has written the body.</summary>
    public bool WasWritten { get; private set; }

    /// <summary>Whether the handler sent the body a second time, on another connection.</summary>
    public bool WasWrittenAgain { get; private set; }

    /// <summary>Whether the handler tried to send the body a second time and was refused.</summary>
    public bool RefusedResend { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        RefusedResend = WasWritten && !mayBeResent;
        if (RefusedResend)
            throw new IOException("the connection broke after the request was written; it is not sent again");
        WasWrittenAgain = WasWritten;
        WasWritten = true;
        await stream.WriteAsync(body, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
