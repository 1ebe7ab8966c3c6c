using System.Net;
using System.Net.Sockets;

namespace PspLoad.IntegrationTests.Payments.Flows;

/// <summary>A minimal front: passes each connection to the first node that accepts it, and breaks the connection when the node does.</summary>
internal sealed class Front : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int[] _nodes;
    private readonly Task _accepting;

    public Front(params int[] nodes)
    {
        this._nodes = nodes;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                _ = CarryAsync(await _listener.AcceptSocketAsync());
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task CarryAsync(Socket client)
    {
        using (client)
        {
            if (await ConnectAsync() is not { } node)
                return;
            using (node)
                await Task.WhenAny(CopyAsync(client, node), CopyAsync(node, client));
        }
    }

    private async Task<Socket?> ConnectAsync()
    {
        foreach (var port in _nodes)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port);
                return socket;
            }
            catch (SocketException)
            {
                // Nobody listens there; try the next node.
                socket.Dispose();
            }
        }
        return null;
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        var bytes = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(bytes) is > 0 and var count)
                await to.SendAsync(bytes.AsMemory(0, count));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // When one side is gone, the connection is gone.
        }
    }
}
