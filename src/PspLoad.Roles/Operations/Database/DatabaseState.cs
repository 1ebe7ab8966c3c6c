using PspLoad.Core.Environments;

namespace PspLoad.Roles.Operations.Database;

/// <summary>State of one database host at one moment, as reported by itself.</summary>
/// <param name="Host">host that was asked</param>
/// <param name="Unreachable">why the host could not be reached, or null</param>
/// <param name="Values">answers by name; empty if the host could not be reached</param>
public sealed record DatabaseState(HostDefinition Host, string? Unreachable, IReadOnlyDictionary<string, string> Values)
{
    public string Name => Host.Name;

    /// <summary><c>primary</c>, <c>replica</c>, <c>fenced</c>, or empty for a host that was never provisioned.</summary>
    public string Part => Value("part");

    /// <summary>The server answers. Otherwise at most its host does.</summary>
    public bool Answers => Value("read_only").Length > 0;

    public bool TakesWrites => Value("read_only") == "0";

    /// <summary>Last transaction in its binary log.</summary>
    public GtidSet Written => GtidSet.Parse(Value("binlog_pos"));

    /// <summary>Everything the server has: the last sequence number of every server that ever wrote.</summary>
    public GtidSet Has => GtidSet.Parse(Value("binlog_state")).Union(GtidSet.Parse(Value("slave_pos")));

    /// <summary>Address of the server it follows, or empty.</summary>
    public string Follows => Value("Master_Host");

    /// <summary>Last transaction that was received completely. It may not be applied yet.</summary>
    public string Received => Value("Gtid_IO_Pos");

    /// <summary><c>Yes</c>, <c>Connecting</c>, <c>No</c>, or empty if it follows no server.</summary>
    public string Receiving => Value("Slave_IO_Running");

    public bool Applies => Value("Slave_SQL_Running") == "Yes";

    /// <summary>Why it does not follow, or empty.</summary>
    public string Problem => Value("Last_SQL_Error") is { Length: > 0 } applying ? applying : Value("Last_IO_Error");

    /// <summary>Replication lag in seconds, or null if unknown.</summary>
    public int? Lag => int.TryParse(Value("Seconds_Behind_Master"), out var seconds) ? seconds : null;

    /// <summary>On a primary: commits wait for a replica. For a dead server, the last state in its log.</summary>
    public bool WaitsForReplica => Answers ? Value("semi_sync_primary") == "ON" : Value("semi_sync_log") == "ON";

    /// <summary>On a replica: it sends acknowledgements, or did until the connection broke.</summary>
    public bool Acknowledges => Value("semi_sync_replica") == "ON";

    private string Value(string name) => Values.GetValueOrDefault(name, "");
}
