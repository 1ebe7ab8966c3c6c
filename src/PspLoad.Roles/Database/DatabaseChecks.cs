using PspLoad.Core.Environments;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;
using PspLoad.Roles.Ca;

namespace PspLoad.Roles.Database;

/// <summary>
/// Checks of the databases: from the application hosts with the application's account, and on the servers for what only they can see.
/// </summary>
internal static class DatabaseChecks
{
    private const int LagSeconds = 10;
    private const int MinimumDaysLeft = 30;
    private const string Client = $"mariadb --defaults-file={DatabaseRole.ClientOptions} --connect-timeout=5 --batch --skip-column-names";
    private const string Root = $"mariadb --no-defaults --protocol=socket --socket={Sql.DefaultSocket} --user=root --batch --skip-column-names";

    public static IEnumerable<Check> FromClient(RoleContext context)
    {
        var client = context.Host.Name;
        var servers = context.Environment.HostsWith(DatabaseRole.RoleName).ToList();
        foreach (var server in servers)
        {
            yield return new Check(
                $"{client} logs in to {server.Name} over TLS 1.2 or 1.3, and not without",
                client,
                $$"""
                version=$({{Client}} --host={{server.Address}} --execute "SHOW SESSION STATUS LIKE 'Ssl_version'") || exit 1
                echo "$version"
                case $version in *TLSv1.[23]) ;; *) exit 1 ;; esac
                if answer=$({{Client}} --skip-ssl --skip-ssl-verify-server-cert --host={{server.Address}} --execute 'SELECT 1' 2>&1); then echo 'plain text is taken'; exit 1; fi
                echo "$answer"
                echo "$answer" | grep -Eq 'ERROR (1045|3159|4151)'
                """,
                "4.2.1",
                "8.3.2"
            );
            yield return new Check(
                $"{server.Name}'s certificate at {DatabaseRole.Port} is valid for its address and has more than {MinimumDaysLeft} days left",
                client,
                $"""
                shown=$(openssl s_client -starttls mysql -connect {server.Address}:{DatabaseRole.Port} -CAfile {CaRole.RootCertificate} -verify_return_error -verify_ip {server.Address} </dev/null 2>&1) || shown="$shown
                handshake refused"
                echo "$shown" | grep -E 'verify (error|return)|Verif|handshake refused|^ *Protocol'
                echo "$shown" | grep -q 'Verification: OK' || exit 1
                echo "$shown" | openssl x509 -noout -subject -enddate -checkend {MinimumDaysLeft * 86400}
                """,
                "4.2.1",
                "4.2.1.1"
            );
            yield return new Check(
                $"{server.Name} refuses root from {client}, without a password and with the application's",
                client,
                $"""
                if mariadb --no-defaults --protocol=tcp --ssl --connect-timeout=5 --host={server.Address} --port={DatabaseRole.Port} --user=root --execute 'SELECT 1' 2>&1; then exit 1; fi
                answer=$({Client} --host={server.Address} --user=root --execute 'SELECT 1' 2>&1) && exit 1
                echo "$answer" | grep 'ERROR 1045'
                """,
                "2.2.2",
                "7.2.5"
            );
        }
        yield return new Check(
            $"{client} finds exactly one server that takes its writes",
            client,
            "writable=0\n"
                + string.Join(
                    '\n',
                    servers.Select(server =>
                        $$"""
                            answer=$({{Client}} --host={{server.Address}} --execute 'SELECT @@global.read_only' 2>&1)
                            echo "{{server.Name}}: read_only $answer"
                            [ "$answer" != 0 ] || writable=$((writable + 1))
                            """
                    )
                )
                + "\n[ $writable -eq 1 ]"
        );
        if (context.HostsReaching(DatabaseRole.RoleName, DatabaseRole.Port)[0] == context.Host)
            yield return ReadOnly(client, servers);
    }

    public static Check FromStranger(RoleContext context) =>
        new(
            $"{context.Host.Name} does not reach the databases",
            context.Host.Name,
            string.Join(
                '\n',
                context
                    .Environment.HostsWith(DatabaseRole.RoleName)
                    .Select(server =>
                        $$"""
                            if timeout 2 bash -c 'exec 3<>/dev/tcp/{{server.Address}}/{{DatabaseRole.Port}}' 2>/dev/null; then echo '{{server.Name}} open'; exit 1; else echo '{{server.Name}} closed'; fi
                            """
                    )
            ),
            "1.3.1"
        );

    public static IEnumerable<Check> OnServer(RoleContext context)
    {
        var host = context.Host.Name;
        var replicas = context.Environment.HostsWith(DatabaseRole.RoleName).Count() - 1;
        if (replicas > 0)
        {
            yield return new Check(
                $"{host} takes its part in the replication",
                host,
                Replication(replicas, context.Parameters(DatabaseParameters.Format).SemiSync ? "ON" : "OFF"),
                "4.2.1"
            );
        }

        yield return new Check(
            $"{host} keeps what it commits: log and tables on disk, GTIDs in order",
            host,
            $"""
            found=$({Root} --execute "SELECT @@sync_binlog, @@innodb_flush_log_at_trx_commit, @@gtid_strict_mode, @@log_slave_updates, @@binlog_format, @@innodb_doublewrite, @@rpl_semi_sync_master_wait_point, @@rpl_semi_sync_slave_enabled")
            echo "$found"
            [ "$found" = "$(printf '1\t1\t1\t1\tROW\t1\tAFTER_SYNC\t1')" ]
            """
        );
        yield return new Check($"{host}'s accounts may do exactly what is declared, and all need TLS", host, Grants(context), "7.2.2", "7.2.5", "7.2.6");
        yield return new Check(
            $"{host}'s data and TLS key are closed to all but the server",
            host,
            $"""
            stat -c '%a %U:%G %n' /var/lib/mysql {DatabaseRole.Key}
            [ "$(stat -c '%a %U:%G' {DatabaseRole.Key})" = '640 root:mysql' ] || exit 1
            [ "$(stat -c '%A %U' /var/lib/mysql | cut -c 8-)" = '--- mysql' ]
            """,
            "2.2.6",
            "7.2.6"
        );
    }

    /// <summary>The account that may write on the primary is refused on the replica, whichever server that is.</summary>
    private static Check ReadOnly(string client, IReadOnlyList<HostDefinition> servers) =>
        new(
            "a server that is not the primary refuses the application's writes",
            client,
            string.Join(
                '\n',
                servers.Select(server =>
                    $$"""
                        if [ "$({{Client}} --host={{server.Address}} --execute 'SELECT @@global.read_only')" = 1 ]; then
                            answer=$({{Client}} --host={{server.Address}} --execute 'DELETE FROM {{DatabaseRole.Database}}.schema_migrations WHERE FALSE' 2>&1) && exit 1
                            echo "{{server.Name}}: $answer"
                            echo "$answer" | grep -q 'ERROR 1290' || exit 1
                        fi
                        """
                )
            ) + "\nexit 0"
        );

    private static string Replication(int replicas, string semiSync) =>
        $$"""
            part=$(cat {{DatabasePart.File}})
            echo "$part"
            case $part in
                primary)
                    found=$({{Root}} --execute "SELECT CONCAT(variable_name, ' ', variable_value) FROM information_schema.global_status WHERE variable_name IN ('RPL_SEMI_SYNC_MASTER_STATUS', 'RPL_SEMI_SYNC_MASTER_CLIENTS'); SELECT CONCAT('read_only ', IF(@@read_only, 1, 0))")
                    echo "$found"
                    for wanted in 'RPL_SEMI_SYNC_MASTER_STATUS {{semiSync}}' 'RPL_SEMI_SYNC_MASTER_CLIENTS {{replicas}}' 'read_only 0'; do
                        echo "$found" | grep -qix "$wanted" || exit 1
                    done
                    ;;
                replica)
                    found=$({{Root}} --column-names --execute 'SHOW SLAVE STATUS\G' | sed -n 's/^ *\(Slave_IO_Running\|Slave_SQL_Running\|Seconds_Behind_Master\|Using_Gtid\|Master_SSL_Allowed\|Master_SSL_Verify_Server_Cert\|Last_IO_Error\|Last_SQL_Error\): */\1 /p'; {{Root}} --execute "SELECT CONCAT('read_only ', IF(@@read_only, 1, 0))")
                    echo "$found"
                    for wanted in 'Slave_IO_Running Yes' 'Slave_SQL_Running Yes' 'Using_Gtid Slave_Pos' 'Master_SSL_Allowed Yes' 'Master_SSL_Verify_Server_Cert Yes' 'read_only 1'; do
                        echo "$found" | grep -qx "$wanted" || exit 1
                    done
                    lag=$(echo "$found" | sed -n 's/^Seconds_Behind_Master //p')
                    [ "$lag" -le {{LagSeconds}} ]
                    ;;
                *) echo 'it waits for: rejoin'; exit 1 ;;
            esac
            """;

    private static string Grants(RoleContext context) =>
        $$"""
            {{Root}} >/tmp/pspload-grants.found --execute "
                SELECT CONCAT(grantee, ' * ', privilege_type) FROM information_schema.user_privileges WHERE grantee NOT LIKE '%@\'localhost\''
                UNION ALL SELECT CONCAT(grantee, ' ', table_schema, ' ', privilege_type) FROM information_schema.schema_privileges WHERE grantee NOT LIKE '%@\'localhost\''
                UNION ALL SELECT CONCAT(grantee, ' ', table_schema, '.', table_name, ' ', privilege_type) FROM information_schema.table_privileges WHERE grantee NOT LIKE '%@\'localhost\''
                UNION ALL SELECT CONCAT(user, '@', host, ' needs no TLS') FROM mysql.user WHERE host <> 'localhost' AND ssl_type = '' AND is_role = 'N'
                UNION ALL SELECT CONCAT(user, '@', host, ' is a local account') FROM mysql.user WHERE host = 'localhost' AND user NOT IN ('root', 'mysql', 'mariadb.sys')
                UNION ALL SELECT 'root@localhost has a password' FROM mysql.user WHERE user = 'root' AND plugin <> 'unix_socket'" || exit 1
            sort /tmp/pspload-grants.found >/tmp/pspload-grants.sorted
            rm /tmp/pspload-grants.found
            sort <<'END' | diff - /tmp/pspload-grants.sorted
            {{string.Join('\n', DatabaseAccounts.Of(context).SelectMany(account => account.Lines()))}}
            END
            """;
}
