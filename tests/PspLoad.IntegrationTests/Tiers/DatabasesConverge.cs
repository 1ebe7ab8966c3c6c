namespace PspLoad.IntegrationTests.Tiers;

/// <summary>One run turns bare hosts into a replicated pair that its clients can use.</summary>
[Collection(OneTierFleet.Name)]
public sealed class DatabasesConverge(TierFleet fleet)
{
    private readonly Databases _databases = new(fleet);

    [Fact]
    public async Task The_second_run_changes_nothing_and_every_check_is_green()
    {
        await _databases.HealthyAsync();

        var second = (await _databases.ProvisionAsync("provision")).Succeeded();
        var verified = (await _databases.VerifyAsync()).Succeeded();

        Assert.All(second.Resources, row => Assert.Equal("ok", row.Status));
        Assert.Contains(second.Resources, row => row is { Role: "database", Host: "db2", Resource: "replication" });
        Assert.All(verified.Evidence, evidence => Assert.Equal("green", evidence.Status));
    }

    [Fact]
    public async Task A_commit_is_on_the_replica_when_the_client_hears_of_it()
    {
        var (primary, replica) = await _databases.HealthyAsync();
        await _databases.SqlAsync(primary, "CREATE TABLE IF NOT EXISTS psp.acknowledged (id INT PRIMARY KEY); TRUNCATE psp.acknowledged");
        // A transaction that is received but not applied is not visible as a row, so compare positions.
        await _databases.SqlAsync(primary, "INSERT INTO psp.acknowledged VALUES (1)");
        var written = await _databases.SqlAsync(primary, "SELECT @@gtid_binlog_pos");

        Assert.Contains(
            $"Gtid_IO_Pos: {written}",
            await fleet.OnHostAsync(replica, "mariadb --no-defaults --user=root -e 'SHOW SLAVE STATUS\\G'"),
            StringComparison.Ordinal
        );
    }
}
