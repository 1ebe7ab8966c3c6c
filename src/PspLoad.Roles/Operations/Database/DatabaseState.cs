using PspLoad.Core.Environments;

namespace PspLoad.Roles.Operations.Database;

/// <summary>What one database host says of itself at one moment.</summary>
/// <param name="Host">which</param>
/// <param name="Unreachable">why nobody came in to the host, or null</param>
/// <param name="Values">what was asked, by name; empty where nobody came in</param>
public sealed record DatabaseState(HostDefinition Host, string? Unreachable, IReadOnlyDictionary<string, string> Values)
{
    public string Name => Host.Name;

    /// <summary><c>primary</c>, <c>replica</c>, <c>fenced</c>, or empty for a host that was never provisioned.</summary>
    public string Part => Value("part");

    /// <summary>The server answers; otherwise only its host does, if at all.</summary>
    public bool Answers => Value("read_only").Length > 0;

    public bool TakesWrites => Value("read_only") == "0";

    /// <summary>Last transaction in its binary log.</summary>
    public GtidSet Written => GtidSet.Parse(Value("binlog_pos"));

    /// <summary>All that it has: of every server that ever wrote, the last number.</summary>
    public GtidSet Has => GtidSet.Parse(Value("binlog_state")).Union(GtidSet.Parse(Value("slave_pos")));

    /// <summary>Address of the server that it follows, or empty.</summary>
    public string Follows => Value("Master_Host");

    /// <summary>Last transaction that it received whole; it may not have applied it yet.</summary>
    public string Received => Value("Gtid_IO_Pos");

    /// <summary><c>Yes</c>, <c>Connecting</c>, <c>No</c>, or empty where it follows nobody.</summary>
    public string Receiving => Value("Slave_IO_Running");

    public bool Applies => Value("Slave_SQL_Running") == "Yes";

    /// <summary>Why it does not follow, or empty.</summary>
    public string Problem => Value("Last_SQL_Error") is { Length: > 0 } applying ? applying : Value("Last_IO_Error");

    /// <summary>Seconds that it is behind, or null where it does not know.</summary>
    public int? Lag => int.TryParse(Value("Seconds_Behind_Master"), out var seconds) ? seconds : null;

    /// <summary>A primary: its commits wait for a replica. Where the server is dead, what its log said last.</summary>
    public bool WaitsForReplica => Answers ? Value("semi_sync_primary") == "ON" : Value("semi_sync_log") == "ON";

    /// <summary>A replica: it acknowledges, and did so until the connection broke.</summary>
    public bool Acknowledges => Value("semi_sync_replica") == "ON";

    private string Value(string name) => Values.GetValueOrDefault(name, "");
}
