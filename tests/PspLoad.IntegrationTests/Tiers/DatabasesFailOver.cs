namespace PspLoad.IntegrationTests.Tiers;

/// <summary>What happens to the primary, under writes: whatever it is, no acknowledged row is lost, or the promotion says so and is refused.</summary>
[Collection(OneDataTier.Name)]
public sealed class DatabasesFailOver(DataTier tier)
{
    [Fact]
    public async Task A_planned_promotion_loses_nothing_and_provisioning_does_not_take_it_back()
    {
        var (primary, replica) = await tier.HealthyAsync();
        await using var writers = new RowWriters(tier, "app1", "planned");
        await writers.StartAsync(primary);

        var promoted = (await tier.RunAsync("promote", replica)).Succeeded();
        await writers.MoreAsync(50);
        var afterPromotion = (await tier.ProvisionAsync("provision")).Succeeded();
        var rejoined = (await tier.RunAsync("rejoin", primary)).Succeeded();
        await writers.MoreAsync(50);
        var lost = await writers.LostAsync(replica);
        var afterRejoin = (await tier.ProvisionAsync("provision")).Succeeded();

        Assert.Contains($"{replica} is the primary", promoted.Output, StringComparison.Ordinal);
        Assert.Contains($"{primary} follows {replica}", rejoined.Output, StringComparison.Ordinal);
        Assert.Empty(lost);
        Assert.All(afterPromotion.Resources.Concat(afterRejoin.Resources), row => Assert.Equal("ok", row.Status));
        await DataTier.UntilAsync("every check is green", async () => (await tier.VerifyAsync()).ExitCode == 0);
        Assert.Contains("nothing was changed", (await tier.RunAsync("promote", replica)).Succeeded().Output, StringComparison.Ordinal);
        Assert.Contains("nothing was changed", (await tier.RunAsync("rejoin", primary)).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_primary_that_is_killed_under_writes_is_replaced_and_nothing_acknowledged_is_lost()
    {
        var (primary, replica) = await tier.HealthyAsync();
        await using var writers = new RowWriters(tier, "app2", "killed");
        await writers.StartAsync(primary);

        await tier.OnHostAsync(primary, "systemctl kill --signal=KILL --kill-who=main mariadb");
        (await tier.RunAsync("promote", replica)).Succeeded();
        await writers.MoreAsync(50);
        var lost = await writers.LostAsync(replica);

        Assert.Empty(lost);
        (await tier.RunAsync("rejoin", primary, "--rebuild")).Succeeded();
        Assert.Equal(await tier.SqlAsync(replica, "SELECT COUNT(*) FROM psp.killed"), await tier.SqlAsync(primary, "SELECT COUNT(*) FROM psp.killed"));
    }

    [Fact]
    public async Task A_promotion_that_would_lose_rows_is_refused_and_undone_and_forcing_it_says_what_was_lost()
    {
        var (primary, replica) = await tier.HealthyAsync();
        await tier.SqlAsync(primary, "CREATE TABLE IF NOT EXISTS psp.alone (id INT PRIMARY KEY); TRUNCATE psp.alone");
        await tier.SqlAsync(replica, "STOP SLAVE IO_THREAD");
        await tier.SqlAsync(primary, "INSERT INTO psp.alone VALUES (1); INSERT INTO psp.alone VALUES (2)");

        var refused = await tier.RunAsync("promote", replica, "--drain", "2");

        Assert.Equal(3, refused.ExitCode);
        Assert.Contains($"2 transactions of {primary}", refused.Errors, StringComparison.Ordinal);
        Assert.Equal("0", await tier.SqlAsync(primary, "SELECT @@read_only"));
        Assert.Equal("primary", await tier.OnHostAsync(primary, "cat /var/lib/pspload/database/part"));

        // The refusal let the replica follow again; cut it off once more.
        await DataTier.UntilAsync("the replica follows", async () => await tier.SqlAsync(replica, "SELECT COUNT(*) FROM psp.alone") == "2");
        await tier.SqlAsync(replica, "STOP SLAVE IO_THREAD");
        await tier.SqlAsync(primary, "INSERT INTO psp.alone VALUES (3)");
        var forced = (await tier.RunAsync("promote", replica, "--drain", "2", "--force")).Succeeded();
        var withoutRebuild = await tier.RunAsync("rejoin", primary);
        var rebuilt = (await tier.RunAsync("rejoin", primary, "--rebuild")).Succeeded();

        Assert.Contains($"forced: 1 transactions of {primary}", forced.Output, StringComparison.Ordinal);
        Assert.Equal(3, withoutRebuild.ExitCode);
        Assert.Contains($"{primary} has 1 transactions that {replica} never got", withoutRebuild.Errors, StringComparison.Ordinal);
        Assert.Contains("its former binary logs are in", rebuilt.Output, StringComparison.Ordinal);
        Assert.Equal("2", await tier.SqlAsync(primary, "SELECT COUNT(*) FROM psp.alone"));
        Assert.Equal("", await tier.SqlAsync(primary, "SELECT user FROM mysql.user WHERE user = 'nobody'"));
    }

    [Fact]
    public async Task A_host_that_stands_still_is_not_replaced_and_one_without_power_is_and_comes_back_read_only()
    {
        var (primary, replica) = await tier.HealthyAsync();
        await using var writers = new RowWriters(tier, "app1", "power");
        await writers.StartAsync(primary);

        await tier.FreezeHostAsync(primary);
        var frozen = await tier.RunAsync("promote", replica);
        await tier.ThawHostAsync(primary);
        await writers.MoreAsync(20);

        await tier.StopHostAsync(primary);
        var promoted = (await tier.RunAsync("promote", replica)).Succeeded();
        await writers.MoreAsync(50);
        var lost = await writers.LostAsync(replica);
        (await tier.RunAsync("lab", "up")).Succeeded();
        await DataTier.UntilAsync("the former primary has seen the new one", async () => await tier.OnHostAsync(primary, "cat /var/lib/pspload/database/part") == "fenced");

        Assert.Equal(3, frozen.ExitCode);
        Assert.Contains("cannot be fenced", frozen.Errors, StringComparison.Ordinal);
        Assert.Contains("proven to be down", promoted.Output, StringComparison.Ordinal);
        Assert.Empty(lost);
        Assert.Equal("1", await tier.SqlAsync(primary, "SELECT @@read_only"));
    }

    [Fact]
    public async Task A_primary_with_a_full_disk_is_replaced_and_nothing_acknowledged_is_lost()
    {
        var (primary, replica) = await tier.HealthyAsync();
        // Only a disk of its own can be filled without harm to the machine.
        await tier.OnHostAsync(primary, """
            systemctl stop mariadb
            mkdir -p /mnt/small && mount -t tmpfs -o size=220m,mode=0755 tmpfs /mnt/small
            cp -a /var/lib/mysql /mnt/small/mysql && mount --bind /mnt/small/mysql /var/lib/mysql
            systemctl start mariadb
            """);
        await DataTier.UntilAsync("the primary takes writes", async () => await tier.SqlAsync(primary, "SELECT @@read_only") == "0");
        await using var writers = new RowWriters(tier, "app2", "full");
        await writers.StartAsync(primary);

        await tier.OnHostAsync(primary, "dd if=/dev/zero of=/mnt/small/filler bs=64k 2>/dev/null || true; df /mnt/small | grep 100%");
        await DataTier.UntilAsync("writes fail", async () => !await TakesRowsAsync(primary));
        (await tier.RunAsync("promote", replica)).Succeeded();
        await writers.MoreAsync(50);
        var lost = await writers.LostAsync(replica);
        await tier.OnHostAsync(primary, "rm /mnt/small/filler; systemctl stop mariadb; umount /var/lib/mysql; umount /mnt/small; systemctl reset-failed mariadb || true; systemctl start mariadb");

        Assert.Empty(lost);
    }

    private async Task<bool> TakesRowsAsync(string server)
    {
        var answer = await tier.OnHostAsync(server, "timeout 3 mariadb --no-defaults --user=root --execute \"REPLACE INTO psp.full VALUES ('probe')\" >/dev/null 2>&1 && echo yes || echo no");
        return answer == "yes";
    }
}
