using System.Globalization;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Shells;
using PspLoad.Roles.Database;

namespace PspLoad.Roles.Operations.Database;

/// <summary>Queries the database hosts and makes changes on one of them.</summary>
/// <param name="environment">with absolute addresses</param>
/// <param name="shellOf">root shell of a host; it must give up on a dead host within seconds</param>
public sealed class DatabaseHosts(PspEnvironment environment, Func<HostDefinition, IHostShell> shellOf)
{
    /// <summary>Every line is <c>name=value</c>. A server that hangs counts as not answering.</summary>
    private const string Probe = $$"""
        {{DatabasePart.Probe}}
        sql() { timeout 5 mariadb --no-defaults --protocol=socket --socket={{Sql.DefaultSocket}} --user=root --batch --raw --skip-column-names "$@"; }
        if sql --execute "SELECT CONCAT('binlog_pos=', @@gtid_binlog_pos, '\nbinlog_state=', @@gtid_binlog_state, '\nslave_pos=', @@gtid_slave_pos, '\nread_only=', IF(@@read_only, 1, 0))"; then
            sql --column-names --execute 'SHOW SLAVE STATUS\G' | sed -n 's/^ *\(Master_Host\|Slave_IO_Running\|Slave_SQL_Running\|Gtid_IO_Pos\|Seconds_Behind_Master\|Last_IO_Error\|Last_SQL_Error\): */\1=/p'
            sql --execute "SELECT CONCAT(IF(variable_name LIKE '%master%', 'semi_sync_primary=', 'semi_sync_replica='), variable_value) FROM information_schema.global_status WHERE variable_name IN ('RPL_SEMI_SYNC_MASTER_STATUS', 'RPL_SEMI_SYNC_SLAVE_STATUS')"
        else
            # What a dead primary said last of its semi-synchronous replication.
            echo "semi_sync_log=$(journalctl --unit=mariadb --output=cat --no-pager | sed -n 's/.*Semi-sync replication \(enabled on the master\|switched ON\).*/ON/p; s/.*Semi-sync replication \(disabled on the master\|switched OFF\).*/OFF/p' | tail -n 1)"
        fi
        """;

    /// <summary>Default limit of a change. No change that uses it moves data.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    public PspEnvironment Environment => environment;

    /// <summary>All hosts with the role, in the order of the file.</summary>
    public async Task<IReadOnlyList<DatabaseState>> AskAllAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(environment.HostsWith(DatabaseRole.RoleName).Select(host => AskAsync(host, cancellationToken)));

    public async Task<DatabaseState> AskAsync(HostDefinition host, CancellationToken cancellationToken)
    {
        try
        {
            var answer = (await ShellBatches.AskAsync(shellOf(host), [Probe], cancellationToken))[0];
            var values = answer
                .Lines.Where(line => line.Contains('=', StringComparison.Ordinal))
                .Select(line => line.Split('=', 2))
                .GroupBy(pair => pair[0], StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.First()[1], StringComparer.Ordinal);
            return new DatabaseState(host, null, values);
        }
        catch (OperationFailedException unreachable)
        {
            return new DatabaseState(host, unreachable.Problem, new Dictionary<string, string>());
        }
    }

    /// <summary>Makes one change on a host, with a limit of one minute.</summary>
    /// <param name="script">POSIX shell as root</param>
    /// <returns>the script's output</returns>
    /// <exception cref="OperationFailedException">it failed or timed out; the message has its last lines</exception>
    public Task<string> ChangeAsync(HostDefinition host, string what, string script, CancellationToken cancellationToken) =>
        ChangeAsync(host, what, script, s_patience, cancellationToken);

    /// <param name="limit">time limit, after which the script is ended on the host</param>
    /// <inheritdoc cref="ChangeAsync(HostDefinition, string, string, CancellationToken)"/>
    public async Task<string> ChangeAsync(HostDefinition host, string what, string script, TimeSpan limit, CancellationToken cancellationToken)
    {
        Frame? result = null;
        using var timer = new CancellationTokenSource(limit);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            await ShellBatches.ApplyAsync(shellOf(host), [script], frame => result = frame, giveUp.Token);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new OperationFailedException(
                ExitCode.ProvisioningFailed,
                $"{host.Name}: {what} did not end within {limit.TotalSeconds:F0} s",
                "look at the server there (SHOW FULL PROCESSLIST), and run this again"
            );
        }
        if (result is { ExitCode: 0 })
            return result.Output;
        var lastLines = string.Join("; ", (result?.Output ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(5));
        throw new OperationFailedException(
            ExitCode.ProvisioningFailed,
            $"{host.Name}: {what} failed: {lastLines}",
            "look at the server there, and run this again"
        );
    }

    /// <summary>Waits until a replica has applied a position.</summary>
    /// <exception cref="OperationFailedException">the time is up, or the replica stopped applying; the message has the reason</exception>
    public async Task AwaitAppliedAsync(HostDefinition replica, string position, TimeSpan limit, CancellationToken cancellationToken)
    {
        var seconds = ((int)limit.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        await ChangeAsync(
            replica,
            $"applying everything up to {position} within {seconds} s",
            $"""
            for second in $(seq {seconds}); do
                waited=$({Sql.Run(Sql.DefaultSocket, $"SELECT MASTER_GTID_WAIT({Sql.Literal(position)}, 1);")}
                )
                [ "$waited" != 0 ] || exit 0
                status=$({Sql.Run(Sql.DefaultSocket, @"SHOW SLAVE STATUS\G", "--column-names")}
                )
                printf '%s\n' "$status" | grep -q 'Slave_SQL_Running: Yes' || break
            done
            printf '%s\n' "$status" | sed -n 's/^ *\(Slave_IO_Running\|Slave_SQL_Running\|Gtid_IO_Pos\|Last_IO_Error\|Last_SQL_Error\): /\1: /p'
            exit 1
            """,
            limit + s_patience,
            cancellationToken
        );
    }
}
