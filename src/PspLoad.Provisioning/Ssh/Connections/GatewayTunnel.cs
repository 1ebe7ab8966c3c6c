using System.Net;
using System.Net.Sockets;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace PspLoad.Provisioning.Ssh.Connections;

/// <summary>
/// One TCP connection from the gateway to a host behind it. SSH.NET only connects to sockets, so the near end is a port of 127.0.0.1 that
/// takes exactly one connection and is closed at once; both hops verify host keys, so whoever else came first could only fail.
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

    /// <summary>Raised to make SSH.NET let go of the near end.</summary>
    public event EventHandler? Closing;

    public IPEndPoint EndPoint { get; }

    /// <summary>True when the gateway said that it cannot reach the host.</summary>
    public bool Refused { get; private set; }

    /// <summary>Carries bytes until either end closes. Needs a thread of its own.</summary>
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
            // The near end sees its connection close, and reports that as the loss of the host's connection.
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
