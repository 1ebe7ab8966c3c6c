using System.Diagnostics;
using PspLoad.IntegrationTests.Payments.Stack;

namespace PspLoad.IntegrationTests.Payments;

/// <summary>A primary and a replica (GTID, semi-synchronous, AFTER_SYNC): the nodes use the one that accepts writes.</summary>
[Collection(PaymentTests.Name)]
public sealed class FailoverTests(PaymentSystem system)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_promoted_replica_is_used_and_has_every_acknowledged_payment()
    {
        PaymentSystem.SkipIfMissing();
        await using var primary = await MariaDbInstance.StartAsync(Path.Combine(system.Directory, "primary"), 11, Cancel);
        await using var replica = await MariaDbInstance.StartAsync(Path.Combine(system.Directory, "replica"), 12, Cancel);
        await using var acquirer = await AcquirerProcess.StartAsync(system.Directory, system.Http, Cancel);
        await ReplicateAsync(primary, replica);
        await using var a = system.CreateNode("pair1", acquirer, primary, replica);
        await using var b = system.CreateNode("pair2", acquirer, replica, primary);
        a.Start();
        b.Start();
        await a.WaitReadyAsync(Cancel);
        await b.WaitReadyAsync(Cancel);
        await SellAsync([a, b], 4_499);
        await AssertEqualAsync(primary, replica);

        using CancellationTokenSource stop = new();
        PaymentLoad load = new(system.Client, [a, b], 4_500);
        var work = load.RunAsync(20, stop.Token, Cancel);
        await Wait.UntilAsync("some load", TimeSpan.FromSeconds(20), () => Task.FromResult(load.Operations > 200), Cancel);
        await primary.KillAsync();
        await Wait.UntilAsync("nodes not ready", TimeSpan.FromSeconds(5), async () => !await a.IsReadyAsync(Cancel) && !await b.IsReadyAsync(Cancel), Cancel);
        await PromoteAsync(replica);
        var promoted = Stopwatch.GetTimestamp();
        await a.WaitReadyAsync(Cancel);
        await b.WaitReadyAsync(Cancel);
        TestContext.Current.TestOutputHelper?.WriteLine($"ready {Stopwatch.GetElapsedTime(promoted).TotalMilliseconds:0} ms after the promotion");
        var before = load.Operations;
        await Wait.UntilAsync("load on the promoted server", TimeSpan.FromSeconds(20), () => Task.FromResult(load.Operations > before + 200), Cancel);
        await stop.CancelAsync();
        await work;
        await Books.AssertInOrderAsync(replica, acquirer, load.Told, Cancel);
    }

    [Fact]
    public async Task A_read_only_database_makes_the_node_not_ready_and_back()
    {
        PaymentSystem.SkipIfMissing();
        await system.Database.ExecuteAsync("SET GLOBAL read_only = 1", Cancel);
        try
        {
            await Wait.UntilAsync("not ready", TimeSpan.FromSeconds(3), async () => !await system.A.IsReadyAsync(Cancel), Cancel);
            var answer = await system.Client.PostAsync(system.A, "/v1/payments", TestCards.Payment(TestCards.Approved), Guid.NewGuid().ToString(), Cancel);
            Assert.Equal((503, "unavailable", 1), (answer.Status, answer.Type, answer.RetryAfter));
        }
        finally
        {
            await system.Database.ExecuteAsync("SET GLOBAL read_only = 0", Cancel);
        }

        await system.A.WaitReadyAsync(Cancel);
        await system.B.WaitReadyAsync(Cancel);
    }

    /// <summary>
    /// A transaction that the server refused halfway must not return to the pool open: its snapshot would hide later commits, and its locks
    /// would block others.
    /// </summary>
    [Fact]
    public async Task A_node_with_refused_transactions_sees_later_commits_of_others()
    {
        PaymentSystem.SkipIfMissing();
        var paid = await system.Client.PostAsync(system.A, "/v1/payments", TestCards.Payment(TestCards.Approved, 100_000), Guid.NewGuid().ToString(), Cancel);
        Assert.Equal(201, paid.Status);
        Task<Answer> RefundAsync(string key) => system.Client.PostAsync(system.B, $"/v1/payments/{paid.Id}/refunds", """{"amount":100}""", key, Cancel);
        Assert.Equal(201, (await RefundAsync(Guid.NewGuid().ToString())).Status);

        await system.Database.ExecuteAsync("SET GLOBAL read_only = 1", Cancel);
        try
        {
            // This happens before the node's next probe: the payment is locked and read, then the refund cannot be written.
            var refused = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RefundAsync(Guid.NewGuid().ToString())));
            Assert.All(refused, answer => Assert.Equal(503, answer.Status));
        }
        finally
        {
            await system.Database.ExecuteAsync("SET GLOBAL read_only = 0", Cancel);
        }
        await system.A.WaitReadyAsync(Cancel);
        await system.B.WaitReadyAsync(Cancel);

        for (var round = 0; round < 30; round++)
        {
            var made = await system.Client.PostAsync(system.A, "/v1/payments", TestCards.Payment(TestCards.Approved), Guid.NewGuid().ToString(), Cancel);
            var seen = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => system.Client.GetAsync(system.B, "/v1/payments/" + made.Id, Cancel)));
            Assert.All(seen, answer => Assert.Equal(200, answer.Status));
        }
        Assert.Equal(
            201,
            (await system.Client.PostAsync(system.A, $"/v1/payments/{paid.Id}/refunds", """{"amount":100}""", Guid.NewGuid().ToString(), Cancel)).Status
        );
    }

    [Fact]
    public async Task With_two_writable_servers_none_is_used()
    {
        PaymentSystem.SkipIfMissing();
        await using var other = await MariaDbInstance.StartAsync(Path.Combine(system.Directory, "other"), 13, Cancel);
        await PaymentSystem.CreateSchemaAsync(other, Cancel);
        await using var node = system.CreateNode("split", system.Acquirer, system.Database, other);
        node.Start();
        await Wait.UntilAsync(
            "the complaint",
            TimeSpan.FromSeconds(10),
            async () =>
                File.Exists(node.Log)
                && (await File.ReadAllTextAsync(node.Log, Cancel)).Contains("more than one database server is writable", StringComparison.Ordinal),
            Cancel
        );
        Assert.False(await node.IsReadyAsync(Cancel));
        await other.ExecuteAsync("SET GLOBAL read_only = 1", Cancel);
        await node.WaitReadyAsync(Cancel);
    }

    private async Task SellAsync(PspNode[] nodes, int seed)
    {
        using CancellationTokenSource enough = new();
        PaymentLoad load = new(system.Client, nodes, seed);
        var work = load.RunAsync(10, enough.Token, Cancel);
        await Wait.UntilAsync("some load", TimeSpan.FromSeconds(20), () => Task.FromResult(load.Operations > 100), Cancel);
        await enough.CancelAsync();
        await work;
    }

    /// <summary>Invariant 8: primary and replica agree after the nodes' background work is done.</summary>
    private static async Task AssertEqualAsync(MariaDbInstance primary, MariaDbInstance replica)
    {
        const string Tables = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'psp' AND table_type = 'BASE TABLE' ORDER BY table_name";
        var tables = await primary.QueryAsync(Tables, row => row.GetString(0), Cancel);
        var checksum = $"CHECKSUM TABLE {string.Join(", ", tables)}";
        IReadOnlyList<(string Table, long Sum)> there = [];
        await Wait.UntilAsync(
            "a replica that equals its primary",
            TimeSpan.FromSeconds(30),
            async () =>
            {
                IReadOnlyList<(string Table, long Sum)> here = await primary.QueryAsync(checksum, row => (row.GetString(0), row.GetInt64(1)), Cancel);
                there = await replica.QueryAsync(checksum, row => (row.GetString(0), row.GetInt64(1)), Cancel);
                return here.SequenceEqual(there);
            },
            Cancel
        );
        Assert.Contains(there, table => table is { Table: "psp.ledger_entries", Sum: not 0 });
    }

    private static async Task ReplicateAsync(MariaDbInstance primary, MariaDbInstance replica)
    {
        await primary.ExecuteAsync("SET GLOBAL rpl_semi_sync_master_enabled = 1; SET GLOBAL rpl_semi_sync_master_wait_point = AFTER_SYNC", Cancel);
        await primary.ExecuteAsync("CREATE USER repl@'127.0.0.1' IDENTIFIED BY 'replication'; GRANT REPLICATION SLAVE ON *.* TO repl@'127.0.0.1'", Cancel);
        await replica.ExecuteAsync(
            "SET GLOBAL rpl_semi_sync_slave_enabled = 1; SET GLOBAL read_only = 1; "
                + $"CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = {primary.Port}, "
                + "MASTER_USER = 'repl', MASTER_PASSWORD = 'replication', MASTER_USE_GTID = slave_pos; START SLAVE",
            Cancel
        );
        await PaymentSystem.CreateSchemaAsync(primary, Cancel);
        await Wait.UntilAsync("replication", TimeSpan.FromSeconds(20), async () => await HasSchemaAsync(replica), Cancel);
    }

    private static async Task<bool> HasSchemaAsync(MariaDbInstance replica)
    {
        try
        {
            return await replica.CountAsync("SELECT COUNT(*) FROM mysql.user WHERE user = 'psp'", Cancel) == 1;
        }
        catch (MySqlConnector.MySqlException)
        {
            return false;
        }
    }

    /// <summary>Drains the relay log first: acknowledged transactions may still wait there.</summary>
    private static async Task PromoteAsync(MariaDbInstance replica)
    {
        await Wait.UntilAsync(
            "relay log",
            TimeSpan.FromSeconds(20),
            async () =>
            {
                IReadOnlyList<(string Received, string Applied)> positions = await replica.QueryAsync(
                    "SHOW SLAVE STATUS",
                    row => (row["Gtid_IO_Pos"].ToString()!, ""),
                    Cancel
                );
                var applied = await replica.QueryAsync("SELECT @@gtid_slave_pos", row => row.GetString(0), Cancel);
                return positions[0].Received == applied[0];
            },
            Cancel
        );
        await replica.ExecuteAsync("STOP SLAVE; RESET SLAVE ALL; SET GLOBAL read_only = 0", Cancel);
    }
}
