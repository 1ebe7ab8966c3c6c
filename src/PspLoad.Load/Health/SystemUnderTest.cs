namespace PspLoad.Load.Health;

/// <summary>
/// The processes of this machine that the load is meant to keep busy. They are found by following connections: from the injector to whoever accepted them, from
/// there to the servers behind it, and so on; with all that they started. Where a connection leaves this network namespace, it goes to containers.
/// </summary>
internal sealed class SystemUnderTest
{
    private readonly HashSet<int> _servers = [];
    private readonly HashSet<int> _families = [];

    /// <summary>The target, or something behind it, is not in this network namespace: containers belong to it.</summary>
    public bool IncludesContainers { get; private set; }

    /// <summary>A connection goes to a process of another user, whose sockets this one may not see: what belongs to the target is not known.</summary>
    public bool IsHidden { get; private set; }

    /// <summary>Adds what is connected at this moment.</summary>
    /// <param name="injector">process id of the load generator</param>
    public void Follow(int injector, SocketTable sockets, SocketOwners owners)
    {
        var next = new Queue<int>([injector]);
        var seen = new HashSet<int>([injector]);
        while (next.TryDequeue(out var client))
        {
            foreach (var connection in owners.SocketsOf(client).Where(sockets.IsOutgoing))
            {
                foreach (var server in ServersOf(connection, sockets, owners).Where(seen.Add))
                    next.Enqueue(server);
            }
        }
    }

    /// <param name="id">a process</param>
    /// <param name="parentOf">parent of a process, or null</param>
    public bool Includes(int id, Func<int, int?> parentOf)
    {
        if (_servers.Contains(id))
            return true;
        for (int? ancestor = id; ancestor is { } one; ancestor = parentOf(one))
        {
            if (_families.Contains(one))
                return true;
        }
        return false;
    }

    private List<int> ServersOf(long connection, SocketTable sockets, SocketOwners owners)
    {
        if (sockets.PeerOf(connection) is not { } peer)
        {
            IncludesContainers = true;
            return [];
        }
        var accepted = owners.ProcessesOf(peer);
        // Init may listen for a service, and sshd for every login: only what works on a connection answers for its children, too.
        var listening = sockets.ListenersOf(connection).SelectMany(owners.ProcessesOf).Where(id => id != 1).ToList();
        IsHidden |= accepted.Count + listening.Count == 0;
        _families.UnionWith(accepted);
        _servers.UnionWith(listening);
        return [.. accepted, .. listening];
    }
}
