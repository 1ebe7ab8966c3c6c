using PspLoad.Core.Environments;
using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Secrets;

namespace PspLoad.Roles.Database;

/// <summary>
/// A replica follows another server of the environment. Provisioning does not change which one: promotions decide that. A new replica starts
/// at the beginning of the primary's binary log.
/// </summary>
/// <param name="Part">tells which part this server has</param>
/// <param name="Primary">server that a new replica follows</param>
/// <param name="Peers">all other servers</param>
/// <param name="Secrets">for the replication account</param>
internal sealed record ReplicationResource(DatabasePart Part, HostDefinition Primary, IReadOnlyList<HostDefinition> Peers, SecretStore Secrets) : Resource
{
    public override string Id => "replication";

    public override string ProbeScript =>
        $$"""
            {{DatabasePart.Probe}}
            status=$(mariadb --no-defaults --protocol=socket --socket={{Sql.DefaultSocket}} --user=root --execute 'SHOW SLAVE STATUS\G')
            printf '%s\n' "$status" | sed -n 's/^ *\(Master_Host\|Slave_IO_Running\|Slave_SQL_Running\|Last_IO_Error\|Last_SQL_Error\): */\1=/p'
            """;

    /// <summary>A replica whose primary does not answer is as declared: it reconnects by itself.</summary>
    public override StateComparison Compare(ProbeResult actual, IReadOnlySet<string> changing)
    {
        var followed = actual.Value("Master_Host") ?? "";
        if (Part.Of(actual) != DatabasePart.Replica)
        {
            return followed.Length == 0 || Part.Of(actual) == DatabasePart.Fenced
                ? StateComparison.AsDeclared
                : new StateComparison.Impossible(
                    $"this server is marked as the primary and follows {followed}",
                    $"write {DatabasePart.Replica} into {DatabasePart.File} if it is a replica"
                );
        }
        if (followed.Length == 0)
            return Differs($"follows {Primary.Name}", "absent", Start);
        if (Peers.All(peer => peer.Address.ToString() != followed))
            return Differs($"{followed} → {Primary.Name}", followed, $"{Sql.Run(Sql.DefaultSocket, "STOP SLAVE;")}\n{Start}");
        if (actual.Value("Slave_IO_Running") == "No" || actual.Value("Slave_SQL_Running") == "No")
        {
            return Differs(
                "started",
                Problem(actual),
                $"{Sql.Run(Sql.DefaultSocket, "SET GLOBAL read_only = ON;\nSTART SLAVE;")}\n{ReplicationSource.AwaitRunning}"
            );
        }

        return StateComparison.AsDeclared;
    }

    public override string ToString() => Id;

    private string Start => $"{Sql.Run(Sql.DefaultSocket, ReplicationSource.Follow(Primary, Secrets))}\n{ReplicationSource.AwaitRunning}";

    private static StateComparison.Differs Differs(string summary, string before, string script) =>
        new(new Change(summary, before, "running") { ApplyScript = script, Command = "CHANGE MASTER TO …; START SLAVE" });

    private static string Problem(ProbeResult actual) =>
        (actual.Value("Last_IO_Error"), actual.Value("Last_SQL_Error")) switch
        {
            ({ Length: > 0 } receiving, _) => receiving,
            (_, { Length: > 0 } applying) => applying,
            _ => "stopped",
        };
}
