using PspLoad.Core.Environments;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Secrets;

namespace PspLoad.Roles.Database;

/// <summary>SQL that points a replica at its primary: by GTID, over TLS, with the primary's certificate verified against its address.</summary>
internal static class ReplicationSource
{
    /// <param name="primary">server to follow</param>
    public static string Follow(HostDefinition primary, SecretStore secrets) =>
        $"""
            SET GLOBAL read_only = ON;
            SET GLOBAL rpl_semi_sync_master_enabled = OFF;
            CHANGE MASTER TO MASTER_HOST = {Sql.Literal(primary.Address.ToString())}, MASTER_PORT = {DatabaseRole.Port},
              MASTER_USER = {Sql.Literal(DatabaseAccounts.Replication)}, MASTER_PASSWORD = {Sql.Literal(
                DatabaseAccounts.Password(secrets, DatabaseAccounts.Replication)
            )},
              MASTER_SSL = 1, MASTER_SSL_CA = {Sql.Literal(Ca.CaRole.RootCertificate)}, MASTER_SSL_VERIFY_SERVER_CERT = 1,
              MASTER_CONNECT_RETRY = 1, MASTER_HEARTBEAT_PERIOD = 2, MASTER_USE_GTID = slave_pos;
            START SLAVE;
            """;

    /// <summary>Shell: waits up to 20 s until both threads run; otherwise prints the reason.</summary>
    public const string AwaitRunning = $$"""
        replica_status() { mariadb --no-defaults --protocol=socket --socket={{Sql.DefaultSocket}} --user=root --execute 'SHOW SLAVE STATUS\G'; }
        for tenth in $(seq 200); do
            status=$(replica_status)
            if [ "$(printf '%s\n' "$status" | grep -Ec 'Slave_(IO|SQL)_Running: Yes')" = 2 ]; then break; fi
            sleep 0.1
        done
        if [ "$(printf '%s\n' "$status" | grep -Ec 'Slave_(IO|SQL)_Running: Yes')" != 2 ]; then
            printf '%s\n' "$status" | sed -n 's/^ *\(Slave_[A-Z]*_Running\|Last_[A-Z]*_Error\): /\1: /p'
            exit 1
        fi
        """;
}
