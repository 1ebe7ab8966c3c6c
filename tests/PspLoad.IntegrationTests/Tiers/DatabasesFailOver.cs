namespace PspLoad.IntegrationTests.Tiers;

/// <summary>The primary fails under writes. No acknowledged row is lost; a promotion that would lose one is refused and says so.</summary>
[Collection(OneTierFleet.Name)]
public sealed class DatabasesFailOver(TierFleet fleet)
{
    private readonly Databases _databases = new(fleet);

    [Fact]
    public async Task A_planned_promotion_loses_nothing_and_provisioning_does_not_take_it_back()
    {
        var (primary, replica) = await _databases.HealthyAsync();
        await using var writers = new RowWriters(fleet, "app1", "planned");
        await writers.StartAsync(primary);

        var promoted = (await fleet.RunAsync("promote", replica)).Succeeded();
        await writers.MoreAsync(50);
        var afterPromotion = (await _databases.ProvisionAsync("provision")).Succeeded();
        var rejoined = (await fleet.RunAsync("rejoin", primary)).Succeeded();
        await writers.MoreAsync(50);
        var lost = await writers.LostAsync(replica);
        var afterRejoin = (await _databases.ProvisionAsync("provision")).Succeeded();

        Assert.Contains($"{replica} is the primary", promoted.Output, StringComparison.Ordinal);
        Assert.Contains($"{primary} follows {replica}", rejoined.Output, StringComparison.Ordinal);
        Assert.Empty(lost);
        Assert.All(afterPromotion.Resources.Concat(afterRejoin.Resources), row => Assert.Equal("ok", row.Status));
        await Databases.UntilAsync("every check is green", async () => (await _databases.VerifyAsync()).ExitCode == 0);
        Assert.Contains("nothing was changed", (await fleet.RunAsync("promote", replica)).Succeeded().Output, StringComparison.Ordinal);
        Assert.Contains("nothing was changed", (await fleet.RunAsync("rejoin", primary)).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    [Trait(EveryRun.Name, EveryRun.Yes)]
    public async Task A_primary_that_is_killed_under_writes_is_replaced_and_nothing_acknowledged_is_lost()
    {
        var (primary, replica) = await _databases.HealthyAsync();
        await using var writers = new RowWriters(fleet, "app2", "killed");
        await writers.StartAsync(primary);

        await fleet.OnHostAsync(primary, "systemctl kill --signal=KILL --kill-who=main mariadb");
        (await fleet.RunAsync("promote", replica)).Succeeded();
        await writers.MoreAsync(50);
        var lost = await writers.LostAsync(replica);

        Assert.Empty(lost);
        (await fleet.RunAsync("rejoin", primary, "--rebuild")).Succeeded();
        Assert.Equal(
            await _databases.SqlAsync(replica, "SELECT COUNT(*) FROM psp.killed"),
            await _databases.SqlAsync(primary, "SELECT COUNT(*) FROM psp.killed")
        );
    }

    [Fact]
    public async Task A_promotion_that_would_lose_rows_is_refused_and_undone_and_forcing_it_says_what_was_lost()
    {
        var (primary, replica) = await _databases.HealthyAsync();
        await _databases.SqlAsync(primary, "CREATE TABLE IF NOT EXISTS psp.alone (id INT PRIMARY KEY); TRUNCATE psp.alone");
        await _databases.SqlAsync(replica, "STOP SLAVE IO_THREAD");
        await _databases.SqlAsync(primary, "INSERT INTO psp.alone VALUES (1); INSERT INTO psp.alone VALUES (2)");

        var refused = await fleet.RunAsync("promote", replica, "--drain", "2");

        Assert.Equal(3, refused.ExitCode);
        Assert.Contains($"2 transactions of {primary}", refused.Errors, StringComparison.Ordinal);
        Assert.Equal("0", await _databases.SqlAsync(primary, "SELECT @@read_only"));
        Assert.Equal("primary", await fleet.OnHostAsync(primary, "cat /var/lib/pspload/database/part"));

        // After the refusal the replica follows again. Cut it off once more.
        await Databases.UntilAsync("the replica follows", async () => await _databases.SqlAsync(replica, "SELECT COUNT(*) FROM psp.alone") == "2");
        await _databases.SqlAsync(replica, "STOP SLAVE IO_THREAD");
        await _databases.SqlAsync(primary, "INSERT INTO psp.alone VALUES (3)");
        var forced = (await fleet.RunAsync("promote", replica, "--drain", "2", "--force")).Succeeded();
        var withoutRebuild = await fleet.RunAsync("rejoin", primary);
        var rebuilt = (await fleet.RunAsync("rejoin", primary, "--rebuild")).Succeeded();

        Assert.Contains($"forced: 1 transactions of {primary}", forced.Output, StringComparison.Ordinal);
        Assert.Equal(3, withoutRebuild.ExitCode);
        Assert.Contains($"{primary} has 1 transactions that {replica} never got", withoutRebuild.Errors, StringComparison.Ordinal);
        Assert.Contains("its former binary logs are in", rebuilt.Output, StringComparison.Ordinal);
        Assert.Equal("2", await _databases.SqlAsync(primary, "SELECT COUNT(*) FROM psp.alone"));
        Assert.Equal("", await _databases.SqlAsync(primary, "SELECT user FROM mysql.user WHERE user = 'nobody'"));
    }

    [Fact]
    public async Task A_host_that_stands_still_is_not_replaced_and_one_without_power_is_and_no_order_of_starts_brings_it_back()
    {
        var (primary, replica) = await _databases.HealthyAsync();
        await using var writers = new RowWriters(fleet, "app1", "power");
        await writers.StartAsync(primary);

        await fleet.FreezeHostAsync(primary);
        var frozen = await fleet.RunAsync("promote", replica);
        await fleet.ThawHostAsync(primary);
        await writers.MoreAsync(20);

        await fleet.StopHostAsync(primary);
        var promoted = (await fleet.RunAsync("promote", replica)).Succeeded();
        await writers.MoreAsync(50);
        var lost = await writers.LostAsync(replica);
        // The former primary does not know of the promotion. Now both start at the same time, and each asks the other.
        await fleet.StopHostAsync(replica);
        await fleet.StartHostsAsync();
        await Databases.UntilAsync("the former primary has seen the new one", async () => await _databases.PartAsync(primary) == "fenced");
        await Databases.UntilAsync("the new primary takes writes", async () => await _databases.SqlAsync(replica, "SELECT @@read_only") == "0");

        Assert.Equal(3, frozen.ExitCode);
        Assert.Contains("cannot be fenced", frozen.Errors, StringComparison.Ordinal);
        Assert.Contains("proven to be down", promoted.Output, StringComparison.Ordinal);
        Assert.Empty(lost);
        Assert.Equal("1", await _databases.SqlAsync(primary, "SELECT @@read_only"));
        (await fleet.RunAsync("rejoin", primary, "--rebuild")).Succeeded();
    }

    [Fact]
    public async Task A_primary_that_restarts_while_its_replica_is_gone_waits_until_it_is_promoted()
    {
        var (primary, replica) = await _databases.HealthyAsync();
        await fleet.FreezeHostAsync(replica);
        await fleet.OnHostAsync(primary, "systemctl restart mariadb");

        var refused = await fleet.RunAsync("promote", primary);
        var waited = await _databases.SqlAsync(primary, "SELECT @@read_only");
        var forced = (await fleet.RunAsync("promote", primary, "--force")).Succeeded();
        var written = await _databases.SqlAsync(primary, "SELECT @@read_only");
        await fleet.ThawHostAsync(replica);
        await Databases.UntilAsync("every check is green", async () => (await _databases.VerifyAsync()).ExitCode == 0);

        Assert.Equal(("1", "0"), (waited, written));
        Assert.Equal(3, refused.ExitCode);
        Assert.Contains($"{replica} cannot be reached", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("it may take writes", forced.Output, StringComparison.Ordinal);

        await fleet.StopHostAsync(replica);
        await fleet.OnHostAsync(primary, "systemctl restart mariadb");
        var proven = (await fleet.RunAsync("promote", primary)).Succeeded();
        await fleet.StartHostsAsync();
        await Databases.UntilAsync("every check is green", async () => (await _databases.VerifyAsync()).ExitCode == 0);

        Assert.Contains($"{replica} is proven to be down", proven.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_primary_with_a_full_disk_is_replaced_and_nothing_acknowledged_is_lost()
    {
        var (primary, replica) = await _databases.HealthyAsync();
        // A separate small disk can be filled without harm to the machine.
        await fleet.OnHostAsync(
            primary,
            """
            set -e
            systemctl stop mariadb
            mkdir -p /mnt/small
            mount -t tmpfs -o size=$(($(du -sm /var/lib/mysql | cut -f1) + 40))m,mode=0755 tmpfs /mnt/small
            cp -a /var/lib/mysql /mnt/small/mysql
            mount --bind /mnt/small/mysql /var/lib/mysql
            systemctl start mariadb
            """
        );
        try
        {
            await Databases.UntilAsync("the primary takes writes", async () => await _databases.SqlAsync(primary, "SELECT @@read_only") == "0");
            await using var writers = new RowWriters(fleet, "app2", "full");
            await writers.StartAsync(primary);

            await fleet.OnHostAsync(primary, "dd if=/dev/zero of=/mnt/small/filler bs=64k 2>/dev/null || true; df /mnt/small | grep 100%");
            await Databases.UntilAsync("writes fail", async () => !await TakesRowsAsync(primary));
            (await fleet.RunAsync("promote", replica)).Succeeded();
            await writers.MoreAsync(50);
            Assert.Empty(await writers.LostAsync(replica));
        }
        finally
        {
            await fleet.OnHostAsync(
                primary,
                "rm -f /mnt/small/filler; systemctl stop mariadb; umount /var/lib/mysql; umount /mnt/small; "
                    + "systemctl reset-failed mariadb || true; systemctl start mariadb"
            );
        }
    }

    private async Task<bool> TakesRowsAsync(string server)
    {
        var answer = await fleet.OnHostAsync(
            server,
            "timeout 3 mariadb --no-defaults --user=root --execute \"INSERT INTO psp.full VALUES (MD5(RAND()))\" >/dev/null 2>&1 && echo yes || echo no"
        );
        return answer == "yes";
    }
}
