using System.Net;
using System.Net.Sockets;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace PspLoad.Provisioning.Ssh.Sessions;

/// <summary>
/// One TCP connection from the gateway to a host behind it. SSH.NET can only connect to sockets, so the local end is a port on
/// 127.0.0.1. The port accepts exactly one connection and is then closed. Both hops verify host keys, so if another process connects
/// first, the connection just fails.
/// </summary>
internal sealed class GatewayTunnel : IForwardedPort
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private Socket? _near;
    private bool _disposed;

    public GatewayTunnel()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(1);
        EndPoint = (IPEndPoint)_listener.LocalEndPoint!;
    }

    /// <summary>Raised to make SSH.NET release the local end.</summary>
    public event EventHandler? Closing;

    public IPEndPoint EndPoint { get; }

    /// <summary>True if the gateway reported that it cannot reach the host.</summary>
    public bool Refused { get; private set; }

    /// <summary>Forwards bytes until either end closes. Needs its own thread.</summary>
    public void Carry(SshClient gateway, IPAddress address, int port)
    {
        object? channel = null;
        try
        {
            using (_listener)
                _near = _listener.Accept();
            _near.NoDelay = true;
            channel = SshNetInternals.CreateTunnel((Session)SshNetInternals.Session(gateway));
            SshNetInternals.OpenTunnel(channel, address.ToString(), (uint)port, this, _near);
            Refused = !SshNetInternals.IsOpen(channel);
            SshNetInternals.PumpTunnel(channel);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or SshException or NullReferenceException)
        {
            // The local end sees its connection close and reports the loss of the host's connection.
        }
        finally
        {
            (channel as IDisposable)?.Dispose();
            _near?.Dispose();
        }
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _listener.Dispose();
        Closing?.Invoke(this, EventArgs.Empty);
        _near?.Dispose();
    }
}
