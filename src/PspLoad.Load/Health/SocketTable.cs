using System.Globalization;

namespace PspLoad.Load.Health;

/// <summary>The TCP sockets of this network namespace; proc_pid_net(5). A socket is known by its inode, an end by address and port as the kernel writes them.</summary>
internal sealed class SocketTable
{
    private const string Established = "01";
    private const string Listening = "0A";

    private static readonly string[] s_files = ["/proc/self/net/tcp", "/proc/self/net/tcp6"];

    private readonly Dictionary<string, List<long>> _listeners = new(StringComparer.Ordinal);
    private readonly Dictionary<long, (string Local, string Remote)> _connections = [];
    private readonly Dictionary<(string Local, string Remote), long> _byEnds = [];

    public static SocketTable Read()
    {
        var table = new SocketTable();
        foreach (var path in s_files.Where(File.Exists))
        {
            foreach (var line in File.ReadLines(path).Skip(1))
                table.Add(line);
        }
        return table;
    }

    /// <param name="line">number, local end, remote end, state, queues, timer, retransmissions, user, time-out, inode, …</param>
    public void Add(string line)
    {
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (local, remote, inode) = (End(fields[1]), End(fields[2]), long.Parse(fields[9], CultureInfo.InvariantCulture));
        if (fields[3] == Listening)
        {
            if (!_listeners.TryGetValue(Port(local), out var sockets))
                _listeners[Port(local)] = sockets = [];
            sockets.Add(inode);
        }
        else if (fields[3] == Established)
        {
            // Its inode is 0 while the server hasn't accepted it.
            if (inode != 0)
                _connections[inode] = (local, remote);
            _byEnds[(local, remote)] = inode;
        }
    }

    /// <summary>Whether the socket is a connection that its owner opened, not one that it accepted.</summary>
    public bool IsOutgoing(long inode) => _connections.TryGetValue(inode, out var ends) && !_listeners.ContainsKey(Port(ends.Local));

    /// <summary>The other end of a connection, 0 when nobody has accepted it yet; null when it isn't in this namespace.</summary>
    public long? PeerOf(long inode) => _connections[inode] is var ends && _byEnds.TryGetValue((ends.Remote, ends.Local), out var peer) ? peer : null;

    /// <summary>Who listens on the port that a connection goes to, at whatever address.</summary>
    public IReadOnlyList<long> ListenersOf(long inode) => _listeners.GetValueOrDefault(Port(_connections[inode].Remote), []);

    /// <summary>An IPv4 address is the same whether a socket of the one family shows it or of the other (::ffff:a.b.c.d).</summary>
    private static string End(string text) => text.StartsWith("0000000000000000FFFF0000", StringComparison.Ordinal) ? text[24..] : text;

    private static string Port(string end) => end[(end.IndexOf(':') + 1)..];
}
