using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Journal;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;
using PspLoad.Roles.Database;

namespace PspLoad.Roles.Operations.Database;

/// <summary>
/// Makes a replica the primary: fences the old primary, lets the replica apply all it received, assesses what would be lost, promotes, and
/// verifies. A refusal before the promotion leaves the old primary as it was. The applications find the writable server by themselves.
/// </summary>
/// <param name="hosts">the databases</param>
/// <param name="isDown">proves that an unreachable host is not running, as a lab's engine can; returns false without proof</param>
/// <param name="journal">audit trail</param>
/// <param name="tell">reports progress, one line per step</param>
/// <param name="clock">measures how long nobody could write</param>
public sealed class DatabasePromotion(
    DatabaseHosts hosts,
    Func<HostDefinition, CancellationToken, Task<bool>> isDown,
    AuditJournal journal,
    Action<string> tell,
    TimeProvider clock
)
{
    /// <returns>null if the host is already the primary</returns>
    /// <exception cref="OperationFailedException">refused, with the reason and a remedy; the old primary is as it was</exception>
    public async Task<PromotionResult?> RunAsync(HostDefinition target, PromotionOptions options, CancellationToken cancellationToken)
    {
        var states = await hosts.AskAllAsync(cancellationToken);
        var replica = states.First(state => state.Host == target);
        if (replica is { Part: DatabasePart.Primary, TakesWrites: true })
            return null;
        if (replica is { Part: DatabasePart.Primary or DatabasePart.Fenced, Answers: true })
            return await new PrimaryReturn(hosts, isDown, journal, tell).RunAsync(replica, states, options, cancellationToken);
        RequireAbleReplica(replica, states);
        var former = FormerOf(replica, states);
        tell($"{target.Name} follows {former.Name}: {Describe(former)}");

        if (former.Unreachable is not null)
            await RequireProofAsync(former, options, cancellationToken);
        var started = clock.GetTimestamp();
        var fence = former.Unreachable is null ? await FenceAsync(former, cancellationToken) : "not fenced: it cannot be reached";
        tell($"{former.Name}: {fence}");
        var (position, lost) = await WeighAsync(former, replica, options, cancellationToken);
        await PromoteAsync(former, target, cancellationToken);
        var readOnlyFor = clock.GetElapsedTime(started);
        journal.Changed(
            new RoleOnHost(target.Name, DatabaseRole.RoleName),
            "promotion",
            new Change($"{target.Name} is the primary instead of {former.Name} ({fence}){(lost is null ? "" : $", forced: {lost}")}", former.Name, target.Name)
        );
        return new PromotionResult(target.Name, former.Name, fence, position, lost, readOnlyFor);
    }

    /// <summary>A refusal or an interruption here leaves both servers as they were.</summary>
    private async Task<(string Position, string? Lost)> WeighAsync(
        DatabaseState former,
        DatabaseState replica,
        PromotionOptions options,
        CancellationToken cancellationToken
    )
    {
        var accepted = false;
        try
        {
            var (position, lost) = await DrainAsync(former, replica, options, cancellationToken);
            if (lost is not null && !options.Force)
                throw Refused($"promoting {replica.Name} would lose data: {lost}", $"bring {former.Name} back first, or add --force to accept the loss");
            accepted = true;
            return (position, lost);
        }
        finally
        {
            if (!accepted)
                await UndoAsync(former, replica);
        }
    }

    private static void RequireAbleReplica(DatabaseState replica, IReadOnlyList<DatabaseState> states)
    {
        if (replica.Unreachable is { } reason)
            throw Refused($"{replica.Name} cannot be reached: {reason}", "start the host: an unreachable host cannot be promoted");
        if (!replica.Answers)
            throw Refused($"the database on {replica.Name} does not answer", "start it there (systemctl start mariadb) and look at its journal");
        if (replica.Part != DatabasePart.Replica || replica.Follows.Length == 0)
        {
            throw Refused(
                $"{replica.Name} is not a replica (it is '{replica.Part}' and follows {(replica.Follows.Length == 0 ? "nobody" : replica.Follows)})",
                $"./run.sh rejoin {replica.Name} makes it one"
            );
        }
        if (!replica.Applies)
        {
            throw Refused(
                $"{replica.Name} has stopped applying what it receives: {replica.Problem}",
                $"fix that first, or run ./run.sh rejoin {replica.Name} --rebuild"
            );
        }

        if (states.FirstOrDefault(state => state.TakesWrites && state.Host.Address.ToString() != replica.Follows) is { } third)
        {
            throw Refused(
                $"{third.Name} takes writes, and {replica.Name} follows another server",
                "find out which one is the primary before anything is promoted"
            );
        }
    }

    private static DatabaseState FormerOf(DatabaseState replica, IReadOnlyList<DatabaseState> states) =>
        states.FirstOrDefault(state => state.Host.Address.ToString() == replica.Follows)
        ?? throw Refused($"{replica.Name} follows {replica.Follows}, which is not a database of this environment", "provision the environment first");

    private async Task RequireProofAsync(DatabaseState former, PromotionOptions options, CancellationToken cancellationToken)
    {
        if (await isDown(former.Host, cancellationToken))
        {
            tell($"{former.Name} is proven to be down");
        }
        else if (!options.Force)
        {
            throw Refused(
                $"{former.Name} cannot be reached ({former.Unreachable}), so it cannot be fenced: it may still take writes, and those would be lost",
                $"make sure that {former.Name} is switched off, then add --force"
            );
        }
    }

    /// <summary>
    /// Makes the old primary read-only and disconnects its clients. A server that hangs is killed. It stays read-only after a restart,
    /// because its recorded part says so.
    /// </summary>
    private async Task<string> FenceAsync(DatabaseState former, CancellationToken cancellationToken) =>
        await hosts.ChangeAsync(
            former.Host,
            "fencing it",
            $$"""
            {{DatabasePart.Write(DatabasePart.Fenced)}}
            sql() { timeout 5 mariadb --no-defaults --protocol=socket --socket={{Sql.DefaultSocket}} --user=root --batch --skip-column-names "$@"; }
            if ! systemctl -q is-active mariadb; then
                echo 'its server does not run, and will start read-only'
            elif sql --execute 'SET GLOBAL read_only = ON' >/dev/null 2>&1; then
                sql --execute "SELECT CONCAT('KILL ', id, ';') FROM information_schema.processlist WHERE user IN ('{{DatabaseRole.User}}', '{{DatabaseRole.MigrationUser}}')" | sql --force >/dev/null 2>&1 || true
                echo 'read-only, its clients disconnected'
            else
                systemctl kill --signal=KILL --kill-who=main mariadb.service || true
                echo 'its server did not answer and was killed; it will start read-only'
            fi
            """,
            cancellationToken
        );

    private async Task UndoAsync(DatabaseState former, DatabaseState replica)
    {
        // Not cancelled by whatever interrupted the promotion: otherwise nobody could write.
        await hosts.ChangeAsync(replica.Host, "following again", Sql.Run(Sql.DefaultSocket, "START SLAVE;"), CancellationToken.None);
        if (former.Unreachable is not null)
            return;
        await hosts.ChangeAsync(
            former.Host,
            "undoing the fence",
            $"""
            {DatabasePart.Write(DatabasePart.Primary)}
            if systemctl -q is-active mariadb; then
                {Sql.Run(Sql.DefaultSocket, "SET GLOBAL rpl_semi_sync_master_enabled = ON;\nSET GLOBAL read_only = OFF;")}
            fi
            """,
            CancellationToken.None
        );
        tell($"{former.Name}: the fence was undone");
    }

    /// <summary>Waits for transactions that the replica received but has not applied. Promoting without waiting would lose them.</summary>
    /// <returns>the position that the replica reached, and what it lacks</returns>
    private async Task<(string Position, string? Lost)> DrainAsync(
        DatabaseState former,
        DatabaseState replica,
        PromotionOptions options,
        CancellationToken cancellationToken
    )
    {
        var now = former.Unreachable is null ? await hosts.AskAsync(former.Host, cancellationToken) : former;
        if (now.Answers)
        {
            var end = now.Written.ToString();
            try
            {
                if (now.Has.MissingFrom(replica.Has) > 0)
                    await hosts.AwaitAppliedAsync(replica.Host, end, options.Drain, cancellationToken);
                return (end, null);
            }
            catch (OperationFailedException)
            {
                var behind = await hosts.AskAsync(replica.Host, cancellationToken);
                return (
                    behind.Has.ToString(),
                    $"{now.Has.MissingFrom(behind.Has)} transactions of {former.Name} (up to {end}) did not reach {replica.Name} within "
                        + $"{options.Drain.TotalSeconds:F0} s{(behind.Problem.Length > 0 ? $": {behind.Problem}" : "")}"
                );
            }
        }

        await hosts.ChangeAsync(replica.Host, "stopping the receiver", Sql.Run(Sql.DefaultSocket, "STOP SLAVE IO_THREAD;"), cancellationToken);
        var received = (await hosts.AskAsync(replica.Host, cancellationToken)).Received;
        if (received.Length > 0)
            await hosts.AwaitAppliedAsync(replica.Host, received, options.Drain, cancellationToken);
        tell($"{replica.Name} has applied all that it received, up to {(received.Length > 0 ? received : "nothing new")}");
        return (received, LostWithoutAnswer(now, replica));
    }

    /// <summary>
    /// The last transactions of a dead server are unknown. If its commits waited for the replica to the end, no acknowledged one is missing.
    /// </summary>
    private static string? LostWithoutAnswer(DatabaseState former, DatabaseState replica)
    {
        if (former.Unreachable is null)
        {
            return former.WaitsForReplica
                ? null
                : $"the commits of {former.Name} did not wait for a replica when its server died: " + "those acknowledged since then are only on its disk";
        }
        return replica is { Acknowledges: true, Receiving: "Connecting" }
            ? null
            : $"{replica.Name} was not acknowledging when {former.Name} was lost "
                + $"({(replica.Problem.Length > 0 ? replica.Problem : $"receiving: {replica.Receiving}")}): "
                + $"the commits that {former.Name} acknowledged since then are only on its disk";
    }

    /// <summary>Semi-sync stays off until a replica follows. Otherwise the first commits would wait for a replica that does not exist.</summary>
    private async Task PromoteAsync(DatabaseState former, HostDefinition target, CancellationToken cancellationToken)
    {
        await hosts.ChangeAsync(
            target,
            "promoting it",
            DatabasePart.Promote(
                Sql.Run(
                    Sql.DefaultSocket,
                    """
                    STOP SLAVE;
                    RESET SLAVE ALL;
                    SET GLOBAL read_only = OFF;
                    """
                )
            ),
            cancellationToken
        );
        PrimaryRecord.Keep(hosts.Environment, target.Name);
        var states = await hosts.AskAllAsync(cancellationToken);
        var writable = states.Where(state => state.TakesWrites).Select(state => state.Name).ToList();
        if (writable is not [var only] || only != target.Name)
        {
            throw new OperationFailedException(
                ExitCode.ProvisioningFailed,
                $"after the promotion {(writable.Count == 0 ? "no server takes" : $"{string.Join(" and ", writable)} take")} writes",
                $"make {former.Name} read-only by hand, and look at both servers"
            );
        }
    }

    private static string Describe(DatabaseState former) =>
        former.Unreachable is { } reason ? $"cannot be reached ({reason})"
        : former.Answers ? "it answers"
        : "its host answers, its server does not";

    private static OperationFailedException Refused(string problem, string remedy) => new(ExitCode.ProvisioningFailed, problem, remedy);
}
