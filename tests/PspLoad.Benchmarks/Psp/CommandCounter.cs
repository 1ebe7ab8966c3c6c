using System.Net;
using System.Net.Sockets;

namespace PspLoad.Benchmarks.Psp;

/// <summary>
/// A relay in front of MariaDB that counts the clients' commands, which are the packets with sequence number 0. Each command is one round
/// trip; its further packets have higher numbers. The relay is not used in timed measurements.
/// </summary>
internal sealed class CommandCounter : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _serverPort;
    private readonly Task _accepting;
    private long _commands;

    public CommandCounter(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public long Commands => Interlocked.Read(ref _commands);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(RelayAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient { NoDelay = true })
        {
            client.NoDelay = true;
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _serverPort, _stop.Token);
                await Task.WhenAny(server.GetStream().CopyToAsync(client.GetStream(), _stop.Token), ForwardAsync(client.GetStream(), server.GetStream()));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // One side has closed its connection, so close the other.
            }
        }
    }

    private async Task ForwardAsync(NetworkStream client, NetworkStream server)
    {
        var buffer = new byte[1 << 16];
        var header = new byte[4];
        (var headerBytes, var payloadBytes) = (0, 0);
        while (await client.ReadAsync(buffer, _stop.Token) is > 0 and var read)
        {
            for (var i = 0; i < read; )
            {
                if (payloadBytes > 0)
                {
                    var taken = Math.Min(payloadBytes, read - i);
                    (payloadBytes, i) = (payloadBytes - taken, i + taken);
                    continue;
                }
                header[headerBytes++] = buffer[i++];
                if (headerBytes < header.Length)
                    continue;
                payloadBytes = header[0] | (header[1] << 8) | (header[2] << 16);
                headerBytes = 0;
                if (header[3] == 0)
                    Interlocked.Increment(ref _commands);
            }
            await server.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
        }
    }
}
