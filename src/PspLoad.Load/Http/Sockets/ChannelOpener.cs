using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Authentication;
using PspLoad.Core.Load;

namespace PspLoad.Load.Http.Sockets;

/// <summary>Opens connections in three steps, DNS, TCP and TLS, each with its own time-out and error kinds.</summary>
internal sealed class ChannelOpener
{
    private readonly HttpTarget _target;
    private readonly TargetResolver _resolver;
    private readonly long _connectTicks;
    private readonly long _tlsTicks;

    public ChannelOpener(HttpTransportOptions options, TimeProvider time)
    {
        _target = options.Target;
        _resolver = new TargetResolver(options.Target, options.DnsLifetime, options.ConnectTimeout, time);
        Tls = options.Target.IsTls ? new TlsClient(options.Tls, options.Target.Host, SslApplicationProtocol.Http11) : null;
        _connectTicks = Ticks(options.ConnectTimeout);
        _tlsTicks = Ticks(options.TlsTimeout);
    }

    /// <summary>Null for plain HTTP.</summary>
    public TlsClient? Tls { get; }

    public async ValueTask<OpenedChannel> OpenAsync(Watchdog watchdog, CancellationToken cancellation)
    {
        SocketChannel? channel = null;
        try
        {
            var address = await _resolver.NextAsync(cancellation);
            channel = new SocketChannel(address.AddressFamily);
            watchdog.Channel = channel;
            var opened = await ConnectAsync(channel, address, watchdog, cancellation);
            if (opened.Error == ErrorKind.None && Tls is not null)
                opened = await HandshakeAsync(opened, Tls, watchdog, cancellation);
            if (opened.Error != ErrorKind.None)
                channel.Dispose();
            return opened;
        }
        catch (SocketException e)
        {
            channel?.Dispose();
            return OpenedChannel.Failed(SocketErrors.WhileConnecting(e.SocketErrorCode), SocketErrors.Describe(e, _target));
        }
        catch (TimeoutException late)
        {
            return OpenedChannel.Failed(ErrorKind.ConnectTimeout, late.Message);
        }
        catch (OperationCanceledException)
        {
            return OpenedChannel.Failed(ErrorKind.Interrupted, "cancelled while looking up the name");
        }
    }

    private async ValueTask<OpenedChannel> ConnectAsync(SocketChannel channel, IPEndPoint address, Watchdog watchdog, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        watchdog.Arm(start + _connectTicks, cancellation);
        var error = await channel.ConnectAsync(address);
        var ticks = Stopwatch.GetTimestamp() - start;
        return watchdog.Disarm() switch
        {
            WatchVerdict.Late => OpenedChannel.Failed(ErrorKind.ConnectTimeout, $"no TCP connection to {address} in time"),
            WatchVerdict.Cancelled => OpenedChannel.Failed(ErrorKind.Interrupted, "cancelled while connecting"),
            _ when error != SocketError.Success => OpenedChannel.Failed(SocketErrors.WhileConnecting(error), SocketErrors.Describe(error, address)),
            _ => new OpenedChannel(channel, null, ticks, 0, ErrorKind.None, null),
        };
    }

    private async ValueTask<OpenedChannel> HandshakeAsync(OpenedChannel opened, TlsClient client, Watchdog watchdog, CancellationToken cancellation)
    {
        ClientTlsStream tls = new(new SocketStream(opened.Channel!));
        string? failure = null;
        var start = Stopwatch.GetTimestamp();
        watchdog.Arm(start + _tlsTicks, cancellation);
        try
        {
            await tls.AuthenticateAsClientAsync(client.NextHandshake, CancellationToken.None);
            client.OnHandshake();
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            failure = tls.Refusal ?? TlsFailures.Describe(e, client);
        }

        var ticks = Stopwatch.GetTimestamp() - start;
        var verdict = watchdog.Disarm();
        if (failure is null && verdict == WatchVerdict.InTime)
            return opened with { Tls = tls, TlsTicks = ticks };
        await tls.DisposeAsync();
        return verdict switch
        {
            WatchVerdict.Late => OpenedChannel.Failed(ErrorKind.ConnectTimeout, "no TLS handshake in time"),
            WatchVerdict.Cancelled => OpenedChannel.Failed(ErrorKind.Interrupted, "cancelled in the TLS handshake"),
            _ => OpenedChannel.Failed(ErrorKind.Tls, failure!),
        };
    }

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}

/// <summary>A connection ready for requests, or the error that prevented it.</summary>
/// <param name="Channel">null on error</param>
/// <param name="Tls">null for plain HTTP</param>
/// <param name="ConnectTicks">duration of the TCP connect, Stopwatch ticks</param>
/// <param name="TlsTicks">duration of the TLS handshake, Stopwatch ticks</param>
/// <param name="Error">kind of the error</param>
/// <param name="Detail">human-readable description of the error</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OpenedChannel(SocketChannel? Channel, SslStream? Tls, long ConnectTicks, long TlsTicks, ErrorKind Error, string? Detail)
{
    public static OpenedChannel Failed(ErrorKind error, string detail) => new(null, null, 0, 0, error, detail);
}
