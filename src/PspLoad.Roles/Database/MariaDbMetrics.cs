using PspLoad.Core.Bottlenecks;
using PspLoad.Core.Environments;
using PspLoad.Roles.Metrics;

namespace PspLoad.Roles.Database;

/// <summary>MariaDB's status variables, through one persistent client on the server's socket.</summary>
internal sealed class MariaDbMetrics() : ServiceMetrics("mariadb")
{
    private const string LogWaits = "mariadbLogWaitsPerSecond";
    private const string PendingFsyncs = "mariadbPendingFsyncs";
    private const string Connections = "mariadbConnectionsPercent";
    private const string RowLocks = "mariadbRowLockMsPerSecond";
    private const string SemiSyncWait = "mariadbSemiSyncWaitMs";

    /// <summary>The socket admits only the system's root.</summary>
    public override bool AsRoot => true;

    public override string Prepare =>
        $$"""
            question="SHOW GLOBAL STATUS WHERE variable_name IN ('Threads_connected','Threads_running','Questions','Com_commit','Innodb_row_lock_time','Innodb_row_lock_waits','Innodb_os_log_fsyncs','Innodb_log_waits','Innodb_data_pending_fsyncs','Rpl_semi_sync_master_clients','Rpl_semi_sync_master_tx_wait_time','Rpl_semi_sync_master_tx_waits'); SELECT 'max_connections', @@max_connections; SELECT 'end';"
            # One client for all samples; a server that went away or hangs gets a new one.
            ask() {
                [ -n "${DB_PID-}" ] || coproc DB { exec mariadb --batch --skip-column-names --unbuffered; }
                local to=${DB[1]-} from=${DB[0]-} pid=${DB_PID-} line
                [ -n "$to" ] && echo "$question" >&"$to" || return
                while IFS= read -r -t 1 -u "$from" line; do
                    [ "$line" != end ] || return 0
                    printf '{{Service}}\0%s\n' "$line"
                done
                kill "$pid"
                wait "$pid"
            }
            """;

    public override IReadOnlyList<ServiceFigure> Figures { get; } =
    [
        new("mariadbThreadsRunning", two => two.Now("Threads_running")),
        new(Connections, two => 100 * two.Now("Threads_connected") / two.Now("max_connections")),
        new("mariadbQueriesPerSecond", two => two.Rate("Questions")),
        new("mariadbCommitsPerSecond", two => two.Rate("Com_commit")),
        new("mariadbRowLockWaitsPerSecond", two => two.Rate("Innodb_row_lock_waits")),
        new(RowLocks, two => two.Rate("Innodb_row_lock_time")),
        new("mariadbLogFsyncsPerSecond", two => two.Rate("Innodb_os_log_fsyncs")),
        new(LogWaits, two => two.Rate("Innodb_log_waits")),
        new(PendingFsyncs, two => two.Now("Innodb_data_pending_fsyncs")),
        new("mariadbSemiSyncReplicas", two => two.Now("Rpl_semi_sync_master_clients")),
        new(SemiSyncWait, two => two.Each("Rpl_semi_sync_master_tx_wait_time", "Rpl_semi_sync_master_tx_waits") / 1000),
    ];

    public override IReadOnlyList<BottleneckRule> Bottlenecks { get; } =
    [
        new()
        {
            Kind = BottleneckKind.DiskFlush,
            Figure = LogWaits,
            SaturatedFrom = 1,
            What = "redo log of {0}",
            Unit = " waits/s",
            Because = "it is 0 while the disk keeps up",
            Try = "a larger innodb_log_buffer_size, and a disk at {0} that flushes faster",
        },
        new()
        {
            Kind = BottleneckKind.DiskFlush,
            Figure = PendingFsyncs,
            SaturatedFrom = 2,
            What = "flushing of {0}'s disk",
            Unit = " pending flushes",
            Because = "it is 0 while the disk keeps up",
            Try = "a disk at {0} that flushes faster",
        },
        new()
        {
            Kind = BottleneckKind.DatabaseConnections,
            Figure = Connections,
            SaturatedFrom = 90,
            What = "connections of {0}",
            Unit = " % of max_connections",
            Because = "the next burst is refused",
            Try = "raise database.maxConnections, or make the application's pools smaller",
        },
        new()
        {
            Kind = BottleneckKind.LockWaits,
            Figure = RowLocks,
            SaturatedFrom = 500,
            What = "row locks of {0}",
            Unit = " ms of waiting each second",
            Because = "this is as if half a session did nothing but wait",
            Try = "find the rows that payments share (a balance, a counter), and lock them later or split them",
        },
        new()
        {
            Kind = BottleneckKind.Replication,
            Figure = SemiSyncWait,
            SaturatedFrom = 5,
            Growth = 3,
            What = "acknowledgement of {0}'s replica",
            Unit = " ms for each commit",
            Because = "a wait that grows with the load is a queue",
            Try =
                $"a replica that flushes as fast as the primary, or a faster network path to it; ./run.sh ab --toggle {DatabaseParameters.SemiSyncToggle} "
                + "shows what it costs",
        },
    ];

    public override string Sample(HostDefinition host) => "ask";

    internal override (string Name, string Number)? Read(string[] words) => words.Length == 2 ? (words[0], words[1]) : null;
}
