using System.Globalization;

namespace PspLoad.Load.Health;

/// <summary>Which processes hold which sockets, by inode; proc_pid_fd(5). Those of other users are hidden unless this one is root.</summary>
internal sealed class SocketOwners
{
    private const string Prefix = "socket:[";

    private readonly Dictionary<long, List<int>> _processes = [];
    private readonly Dictionary<int, List<long>> _sockets = [];

    public static SocketOwners Read()
    {
        var owners = new SocketOwners();
        foreach (var id in ProcessTable.Ids())
        {
            try
            {
                foreach (var descriptor in new DirectoryInfo($"/proc/{id}/fd").EnumerateFileSystemInfos())
                {
                    if (descriptor.LinkTarget is { } target && target.StartsWith(Prefix, StringComparison.Ordinal))
                        owners.Add(id, long.Parse(target.AsSpan(Prefix.Length, target.Length - Prefix.Length - 1), CultureInfo.InvariantCulture));
                }
            }
            catch (Exception unseen) when (unseen is UnauthorizedAccessException || !Directory.Exists($"/proc/{id}"))
            {
                // The process has ended or belongs to another user. Its sockets have no owner then; SystemUnderTest notices that where it matters.
            }
        }
        return owners;
    }

    public void Add(int process, long socket)
    {
        Of(_processes, socket).Add(process);
        Of(_sockets, process).Add(socket);
    }

    public IReadOnlyList<int> ProcessesOf(long socket) => _processes.GetValueOrDefault(socket, []);

    public IReadOnlyList<long> SocketsOf(int process) => _sockets.GetValueOrDefault(process, []);

    private static List<TValue> Of<TKey, TValue>(Dictionary<TKey, List<TValue>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
            lists[key] = list = [];
        return list;
    }
}
