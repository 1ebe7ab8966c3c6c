using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Journal;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;
using PspLoad.Provisioning.Secrets;
using PspLoad.Roles.Database;

namespace PspLoad.Roles.Operations.Database;

/// <summary>
/// Makes a former primary, or any server that stopped following, a replica of the primary. It keeps its data if the primary has all of it. A
/// server with transactions that the primary never got is refused, or rebuilt on request.
/// </summary>
/// <param name="hosts">the databases</param>
/// <param name="secrets">for the replication account</param>
/// <param name="journal">audit trail</param>
/// <param name="tell">reports progress, one line per step</param>
public sealed class DatabaseRejoin(DatabaseHosts hosts, SecretStore secrets, AuditJournal journal, Action<string> tell)
{
    private static readonly TimeSpan s_catchUp = TimeSpan.FromMinutes(10);

    /// <summary>Enough for a logical copy of about 100 GB. Larger databases need a physical copy.</summary>
    private static readonly TimeSpan s_copy = TimeSpan.FromHours(6);

    /// <param name="rebuild">the host's data may be discarded</param>
    /// <returns>null if it is a replica that already follows</returns>
    /// <exception cref="OperationFailedException">refused, with the reason and a remedy</exception>
    public async Task<RejoinResult?> RunAsync(HostDefinition host, bool rebuild, CancellationToken cancellationToken)
    {
        var states = await hosts.AskAllAsync(cancellationToken);
        var primary = PrimaryOf(states);
        if (primary.Host == host)
            throw Refused($"{host.Name} is the primary", "promote another one first: ./run.sh promote");
        var server = await AnsweringAsync(states.First(state => state.Host == host), cancellationToken);
        if (!rebuild && server is { Part: DatabasePart.Replica, Receiving: "Yes", Applies: true })
            return null;

        var errant = server.Has.MissingFrom((await hosts.AskAsync(primary.Host, cancellationToken)).Has);
        if (errant > 0 && !rebuild)
        {
            throw Refused(
                $"{host.Name} has {errant} transactions that {primary.Name} never got (it ends at {server.Written}, {primary.Name} has {primary.Has})",
                $"they cannot be merged: --rebuild copies {host.Name} from {primary.Name} again and keeps its binary logs there"
            );
        }
        var kept = rebuild ? await RebuildAsync(host, primary.Host, cancellationToken) : await FollowAsync(host, primary.Host, cancellationToken);
        var position = await CaughtUpAsync(host, primary.Host, cancellationToken);
        journal.Changed(
            new RoleOnHost(host.Name, DatabaseRole.RoleName),
            "rejoin",
            new Change($"follows {primary.Name}{(rebuild ? $", rebuilt; its {errant} own transactions are in {kept}" : "")}", server.Part, DatabasePart.Replica)
        );
        return new RejoinResult(primary.Name, rebuild, kept, position);
    }

    private static DatabaseState PrimaryOf(IReadOnlyList<DatabaseState> states)
    {
        var writable = states.Where(state => state.TakesWrites).ToList();
        return writable switch
        {
            [var one] => one,
            [] => throw Refused(
                "no server takes writes: there is no primary to follow",
                "./run.sh status shows the servers; ./run.sh promote makes one the primary"
            ),
            _ => throw Refused($"{string.Join(" and ", writable.Select(state => state.Name))} take writes", "make the wrong one read-only by hand first"),
        };
    }

    /// <summary>Starting it is safe: it comes up read-only.</summary>
    private async Task<DatabaseState> AnsweringAsync(DatabaseState server, CancellationToken cancellationToken)
    {
        if (server.Unreachable is { } reason)
            throw Refused($"{server.Name} cannot be reached: {reason}", "start the host");
        if (server.Answers)
            return server;
        tell($"{server.Name}: starts its server, read-only");
        await hosts.ChangeAsync(
            server.Host,
            "starting its server",
            $"""
            [ "$(cat {DatabasePart.File})" != {DatabasePart.Primary} ] || echo {DatabasePart.Fenced} >{DatabasePart.File}
            systemctl reset-failed mariadb.service
            systemctl start mariadb.service
            """,
            cancellationToken
        );
        return await hosts.AskAsync(server.Host, cancellationToken);
    }

    private async Task<string?> FollowAsync(HostDefinition host, HostDefinition primary, CancellationToken cancellationToken)
    {
        tell($"{host.Name}: follows {primary.Name} from its own last transaction");
        await hosts.ChangeAsync(
            host,
            $"following {primary.Name}",
            $"""
            {Sql.Run(Sql.DefaultSocket, $"""
                SET GLOBAL read_only = ON;
                STOP SLAVE;
                SET GLOBAL gtid_slave_pos = IF(@@global.gtid_binlog_pos = '', @@global.gtid_slave_pos, @@global.gtid_binlog_pos);
                {ReplicationSource.Follow(primary, secrets)}
                """)}
            {ReplicationSource.AwaitRunning}
            {DatabasePart.Write(DatabasePart.Replica)}
            """,
            cancellationToken
        );
        return null;
    }

    private async Task<string?> RebuildAsync(HostDefinition host, HostDefinition primary, CancellationToken cancellationToken)
    {
        tell($"{host.Name}: rebuilt from {primary.Name}");
        var output = await hosts.ChangeAsync(host, $"rebuilding it from {primary.Name}", ReplicaSeed.Script(primary, secrets), s_copy, cancellationToken);
        return output.Split('\n')[^1];
    }

    /// <summary>Commits should wait only for a replica that is up to date.</summary>
    private async Task<string> CaughtUpAsync(HostDefinition host, HostDefinition primary, CancellationToken cancellationToken)
    {
        var end = (await hosts.AskAsync(primary, cancellationToken)).Written.ToString();
        await hosts.AwaitAppliedAsync(host, end, s_catchUp, cancellationToken);
        await hosts.ChangeAsync(
            primary,
            "making its commits wait for a replica",
            Sql.Run(Sql.DefaultSocket, "SET GLOBAL rpl_semi_sync_master_enabled = ON;"),
            cancellationToken
        );
        return end;
    }

    private static OperationFailedException Refused(string problem, string remedy) => new(ExitCode.ProvisioningFailed, problem, remedy);
}
