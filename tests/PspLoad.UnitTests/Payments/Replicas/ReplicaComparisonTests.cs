using PspLoad.Payments.Replicas;

namespace PspLoad.UnitTests.Payments.Replicas;

public sealed class ReplicaComparisonTests
{
    private readonly Dictionary<string, string> _primary = Server("0-1-7", "payments\t11\npsp.operations\t12");
    private readonly Dictionary<string, string> _replica = Server("0-1-7", "payments\t11\npsp.operations\t12");

    [Fact]
    public async Task Equal_servers_agree() => Assert.True((await CompareAsync()).Agrees);

    [Fact]
    public async Task A_different_checksum_is_reported_with_both_row_counts()
    {
        _replica["CHECKSUM"] = "psp.payments\t99\npsp.operations\t12\n";
        _replica["COUNT"] = "4";

        var result = await CompareAsync();

        Assert.False(result.Agrees);
        Assert.Equal(["payments differs: 5 rows on the primary, 4 on the replica"], result.Differences);
    }

    [Fact]
    public async Task A_missing_table_is_a_difference()
    {
        _replica["information_schema"] = "payments\n";
        _replica["CHECKSUM"] = "psp.payments\t11\n";
        _primary["CHECKSUM"] = "psp.payments\t11\n";

        Assert.Equal(["operations is missing on the replica"], (await CompareAsync()).Differences);
    }

    [Fact]
    public async Task A_replica_that_does_not_catch_up_does_not_agree()
    {
        _replica["MASTER_GTID_WAIT"] = "-1\n";

        Assert.Equal(["the replica has not applied 0-1-7 within 0 s"], (await CompareAsync()).Differences);
    }

    [Fact]
    public async Task A_database_without_tables_does_not_agree()
    {
        _primary["information_schema"] = _replica["information_schema"] = "";

        Assert.False((await CompareAsync()).Agrees);
    }

    [Fact]
    public async Task A_primary_that_is_still_being_written_to_cannot_be_compared()
    {
        _replica["CHECKSUM"] = "psp.payments\t99\npsp.operations\t12\n";
        var position = 0;
        var result = await new ReplicaComparison(
            (sql, _) => Task.FromResult(sql.Contains("gtid_current_pos", StringComparison.Ordinal) ? $"0-1-{position++}\n" : Answer(_primary, sql)),
            (sql, _) => Task.FromResult(Answer(_replica, sql)),
            TimeProvider.System
        ).CompareAsync("psp", TimeSpan.Zero, CancellationToken.None);

        Assert.False(result.Agrees);
        Assert.StartsWith("the primary was still being written to", result.Differences[0], StringComparison.Ordinal);
    }

    private Task<ReplicaResult> CompareAsync() =>
        new ReplicaComparison(
            (sql, _) => Task.FromResult(Answer(_primary, sql)),
            (sql, _) => Task.FromResult(Answer(_replica, sql)),
            TimeProvider.System
        ).CompareAsync("psp", TimeSpan.Zero, CancellationToken.None);

    private static string Answer(Dictionary<string, string> server, string sql) =>
        server.Single(answer => sql.Contains(answer.Key, StringComparison.Ordinal)).Value;

    private static Dictionary<string, string> Server(string position, string checksums) =>
        new()
        {
            ["gtid_current_pos"] = position + "\n",
            ["MASTER_GTID_WAIT"] = "0\n",
            ["information_schema"] = "operations\npayments\n",
            ["CHECKSUM"] = "psp." + checksums + "\n",
            ["COUNT"] = "5\n",
        };
}
