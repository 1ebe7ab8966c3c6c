using System.Globalization;
using System.Runtime.InteropServices;

namespace PspLoad.Load.Health;

/// <summary>
/// The TCP sockets of this network namespace; proc_pid_net(5). A socket is known by its inode, an end by address and port as the kernel writes them.
/// </summary>
internal sealed class SocketTable
{
    private const string Established = "01";
    private const string Listening = "0A";

    private static readonly string[] s_files = ["/proc/self/net/tcp", "/proc/self/net/tcp6"];

    private readonly Dictionary<ushort, List<long>> _listeners = [];
    private readonly Dictionary<long, (End Local, End Remote)> _connections = [];
    private readonly Dictionary<(End Local, End Remote), long> _byEnds = [];

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
    public void Add(ReadOnlySpan<char> line)
    {
        Span<Range> fields = stackalloc Range[11];
        line.Split(fields, ' ', StringSplitOptions.RemoveEmptyEntries);
        var (local, remote) = (End.Parse(line[fields[1]]), End.Parse(line[fields[2]]));
        var inode = long.Parse(line[fields[9]], CultureInfo.InvariantCulture);
        if (line[fields[3]] is Listening)
        {
            if (!_listeners.TryGetValue(local.Port, out var sockets))
                _listeners[local.Port] = sockets = [];
            sockets.Add(inode);
        }
        else if (line[fields[3]] is Established)
        {
            // Its inode is 0 while the server hasn't accepted it.
            if (inode != 0)
                _connections[inode] = (local, remote);
            _byEnds[(local, remote)] = inode;
        }
    }

    /// <summary>Whether the socket is a connection that its owner opened, not one that it accepted.</summary>
    public bool IsOutgoing(long inode) => _connections.TryGetValue(inode, out var ends) && !_listeners.ContainsKey(ends.Local.Port);

    /// <summary>The other end of a connection, 0 when nobody has accepted it yet; null when it isn't in this namespace.</summary>
    public long? PeerOf(long inode) => _connections[inode] is var ends && _byEnds.TryGetValue((ends.Remote, ends.Local), out var peer) ? peer : null;

    /// <summary>Who listens on the port that a connection goes to, at whatever address.</summary>
    public IReadOnlyList<long> ListenersOf(long inode) => _listeners.GetValueOrDefault(_connections[inode].Remote.Port, []);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct End(UInt128 Address, ushort Port)
    {
        private const string MappedIPv4 = "0000000000000000FFFF0000";

        /// <summary>An IPv4 address is the same whether a socket of the one family shows it or of the other (::ffff:a.b.c.d).</summary>
        public static End Parse(ReadOnlySpan<char> text)
        {
            var colon = text.IndexOf(':');
            var address = text[..colon];
            if (address.StartsWith(MappedIPv4, StringComparison.Ordinal))
                address = address[MappedIPv4.Length..];
            return new End(
                UInt128.Parse(address, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                ushort.Parse(text[(colon + 1)..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            );
        }
    }
}
