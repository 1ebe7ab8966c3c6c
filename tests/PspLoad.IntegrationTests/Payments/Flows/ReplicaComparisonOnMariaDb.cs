using PspLoad.IntegrationTests.Payments.Stack;
using PspLoad.Payments.Replicas;

namespace PspLoad.IntegrationTests.Payments.Flows;

/// <summary>The comparison's SQL on a real primary with a real replica.</summary>
public sealed class ReplicaComparisonOnMariaDb : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("pspload-replica-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Equal_tables_agree_altered_ones_differ_and_a_stopped_replica_is_behind()
    {
        if (MariaDbInstance.Missing is { } reason)
            Assert.Skip(reason);
        await using var primary = await MariaDbInstance.StartAsync(Path.Combine(_directory, "primary"), 31, Cancel);
        await using var replica = await MariaDbInstance.StartAsync(Path.Combine(_directory, "replica"), 32, Cancel);
        await primary.ExecuteAsync("CREATE USER repl@'127.0.0.1' IDENTIFIED BY 'replication'; GRANT REPLICATION SLAVE ON *.* TO repl@'127.0.0.1'", Cancel);
        await replica.ExecuteAsync(
            $"CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = {primary.Port}, "
                + "MASTER_USER = 'repl', MASTER_PASSWORD = 'replication', MASTER_USE_GTID = slave_pos; START SLAVE",
            Cancel
        );
        await primary.ExecuteAsync(
            "CREATE DATABASE psp; CREATE TABLE psp.payments (id INT PRIMARY KEY, amount BIGINT); CREATE TABLE psp.events (id INT PRIMARY KEY)",
            Cancel
        );
        await primary.ExecuteAsync("INSERT INTO psp.payments SELECT seq, seq * 100 FROM psp.seq_1_to_5000", Cancel);
        var comparison = new ReplicaComparison(primary.Query, replica.Query, TimeProvider.System);
        await Wait.UntilAsync("the database on the replica", TimeSpan.FromSeconds(20), async () => await HasDatabaseAsync(replica), Cancel);

        var equal = await comparison.CompareAsync("psp", TimeSpan.FromSeconds(20), Cancel);
        await replica.ExecuteAsync(
            "SET sql_log_bin = 0; UPDATE psp.payments SET amount = amount + 1 WHERE id = 4711; DELETE FROM psp.payments WHERE id = 4712",
            Cancel
        );
        var altered = await comparison.CompareAsync("psp", TimeSpan.FromSeconds(20), Cancel);
        await replica.ExecuteAsync("STOP SLAVE", Cancel);
        await primary.ExecuteAsync("INSERT INTO psp.events VALUES (1)", Cancel);
        var stopped = await comparison.CompareAsync("psp", TimeSpan.FromSeconds(1), Cancel);

        Assert.Empty(equal.Differences);
        Assert.True(equal.Agrees);
        Assert.Equal(["payments differs: 5000 rows on the primary, 4999 on the replica"], altered.Differences);
        Assert.StartsWith("the replica has not applied 0-31-", Assert.Single(stopped.Differences), StringComparison.Ordinal);
    }

    private static async Task<bool> HasDatabaseAsync(MariaDbInstance server)
    {
        try
        {
            return await server.CountAsync("SELECT 1", Cancel) == 1;
        }
        catch (MySqlConnector.MySqlException)
        {
            return false;
        }
    }
}
