using PspLoad.Core.Environments;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Secrets;
using PspLoad.Roles.Database;

namespace PspLoad.Roles.Operations.Database;

/// <summary>
/// Rebuilds a server from the primary's data. The server fetches a logical dump itself, over the same port and with the same TLS as
/// replication, and loads it as it arrives. It keeps its own binary logs, because they may hold data that exists nowhere else.
/// </summary>
internal static class ReplicaSeed
{
    private const string Client =
        $"mariadb --no-defaults --protocol=socket --socket={Sql.DefaultSocket} --user=root --default-character-set=utf8mb4 --batch --skip-column-names";
    private const string Systems = "'mysql', 'sys', 'information_schema', 'performance_schema'";

    /// <returns>POSIX shell; its last output line is the folder with the binary logs that were kept</returns>
    public static string Script(HostDefinition primary, SecretStore secrets) =>
        $$"""
            kept={{DatabasePart.Folder}}/binlogs-$(date -u +%Y%m%dT%H%M%SZ)
            mkdir -m 0700 -p "$kept"
            # Links where the file system is the same: no room is taken, and no time.
            cp -al /var/lib/mysql/binlog.* "$kept" 2>/dev/null || cp -a /var/lib/mysql/binlog.* "$kept"
            {{Client}} --execute 'SET GLOBAL read_only = ON; STOP SLAVE; RESET SLAVE ALL'
            local_sql=$({{Client}} --execute "
                SELECT CONCAT('KILL ', id, ';') FROM information_schema.processlist WHERE user NOT IN ('root', 'system user', 'event_scheduler');
                SELECT CONCAT('DROP DATABASE \`', schema_name, '\`;') FROM information_schema.schemata WHERE schema_name NOT IN ({{Systems}});
                SELECT CONCAT('DROP USER ', QUOTE(user), '@', QUOTE(host), ';') FROM mysql.user WHERE is_role = 'N' AND host <> 'localhost'")
            # No client's open transaction keeps a table, and none is waited for longer than half a minute. One that went by itself is no failure.
            printf '%s\n' "$local_sql" | grep '^KILL' | {{Client}} --force 2>/dev/null || true
            printf 'SET SESSION sql_log_bin = 0, lock_wait_timeout = 30;\n%s\n' "$(printf '%s\n' "$local_sql" | grep -v '^KILL')" | {{Client}}
            {{Client}} --execute "RESET MASTER; SET GLOBAL gtid_slave_pos = ''"
            names=$(mariadb --defaults-file={{DatabaseRole.CopyOptions}} --host={{primary.Address}} --connect-timeout=5 --batch --skip-column-names --execute "SELECT schema_name FROM information_schema.schemata WHERE schema_name NOT IN ({{Systems}})")
            export names
            bash -eo pipefail <<'END_OF_COPY'
            copy() { mariadb-dump --defaults-file={{DatabaseRole.CopyOptions}} --host={{primary.Address}} --default-character-set=utf8mb4 "$@"; }
            load() { { echo 'SET SESSION sql_log_bin = 0;'; cat; } | {{Client}}; }
            copy --system=users --insert-ignore | load
            copy --single-transaction --gtid --master-data=1 --hex-blob --routines --events --triggers --databases $names | load
            END_OF_COPY
            # Never as one statement: reading the one while the other is set locks the server up (seen: 10.11.19).
            position=$({{Client}} --execute 'SELECT @@global.gtid_slave_pos')
            {{Client}} --execute "SET GLOBAL gtid_binlog_state = '$position'"
            {{Sql.Run(Sql.DefaultSocket, ReplicationSource.Follow(primary, secrets))}}
            {{ReplicationSource.AwaitRunning}}
            {{DatabasePart.Write(DatabasePart.Replica)}}
            echo "$kept"
            """;
}
