using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PspLoad.IntegrationTests.Load.Http;

/// <summary>A server on 127.0.0.1 that runs the test's script on each connection, whether correct HTTP or not.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Socket> _sockets = [];
    private readonly Lock _gate = new();
    private readonly Task _accepting;
    private int _connections;
    private int _requests;

    /// <param name="script">receives the connection and its number, counted from 0; the socket is closed when it returns</param>
    public ScriptedServer(Func<Connection, int, Task> script)
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        _accepting = AcceptAsync(script);
    }

    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndPoint!;
    public Uri Url => new($"http://{Address}/");
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Requests whose head was read completely.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>A server that answers every request with 200 and the text.</summary>
    public static ScriptedServer Answering(string body = "ok", string headers = "") =>
        new(
            async (connection, _) =>
            {
                while (await connection.ReadRequestAsync() is not null)
                    await connection.WriteAsync($"HTTP/1.1 200 OK\r\n{headers}Content-Length: {body.Length}\r\n\r\n{body}");
            }
        );

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        lock (_gate)
        {
            foreach (var socket in _sockets)
                socket.Dispose();
        }

        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync(Func<Connection, int, Task> script)
    {
        List<Task> running = [];
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync(_stop.Token);
                lock (_gate)
                    _sockets.Add(socket);
                running.Add(RunAsync(socket, script, Interlocked.Increment(ref _connections) - 1));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(running);
        }
    }

    private async Task RunAsync(Socket socket, Func<Connection, int, Task> script, int number)
    {
        try
        {
            await script(new Connection(this, socket, _stop.Token), number);
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException or OperationCanceledException)
        { /* The client went away, or the test is over. */
        }
        finally
        {
            socket.Dispose();
        }
    }

    /// <summary>One accepted connection.</summary>
    internal sealed class Connection(ScriptedServer server, Socket socket, CancellationToken stopped)
    {
        private readonly byte[] _buffer = new byte[64 * 1024];
        private int _length;

        public Socket Socket => socket;
        public CancellationToken Stopped => stopped;

        /// <returns>head of the next request, or null if the client closed; a body announced by Content-Length is read and discarded</returns>
        public async Task<string?> ReadRequestAsync()
        {
            while (true)
            {
                var text = Encoding.Latin1.GetString(_buffer, 0, _length);
                var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
                var body = end < 0 ? 0 : ContentLength(text[..end]);
                if (end >= 0 && _length >= end + 4 + body)
                {
                    var used = end + 4 + body;
                    _buffer.AsSpan(used, _length - used).CopyTo(_buffer);
                    _length -= used;
                    Interlocked.Increment(ref server._requests);
                    return text[..end];
                }

                var count = await socket.ReceiveAsync(_buffer.AsMemory(_length), stopped);
                if (count == 0)
                    return null;
                _length += count;
            }
        }

        public async Task WriteAsync(string text) => await socket.SendAsync(Encoding.Latin1.GetBytes(text), stopped);

        public async Task AnswerAsync(string body = "ok") => await WriteAsync($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}");

        /// <summary>Closes with RST instead of FIN.</summary>
        public void Reset()
        {
            socket.LingerState = new LingerOption(true, 0);
            socket.Dispose();
        }

        /// <summary>Does nothing until the client closes or the test ends.</summary>
        public async Task HangAsync()
        {
            while (await socket.ReceiveAsync(new byte[1024], stopped) > 0) { }
        }

        private static int ContentLength(string head)
        {
            var at = head.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
            return at < 0 ? 0 : int.Parse(head[(at + 16)..].Split("\r\n")[0], System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
