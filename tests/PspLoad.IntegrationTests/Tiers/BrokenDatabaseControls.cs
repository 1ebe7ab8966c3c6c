using PspLoad.IntegrationTests.Provisioning;

namespace PspLoad.IntegrationTests.Tiers;

/// <summary>
/// Mutation tests of the database's checks. The test breaks controls by hand; then the check of each one turns red, <c>drift</c> reports it if it
/// can see it, and <c>provision</c> repairs it.
/// </summary>
[Collection(OneTierFleet.Name)]
public sealed class BrokenDatabaseControls(TierFleet fleet)
{
    private readonly Databases _databases = new(fleet);

    private const string Sql = "mariadb --no-defaults --user=root --execute";

    [Fact]
    public async Task Are_seen()
    {
        var (primary, replica) = await _databases.HealthyAsync();
        BrokenControl[] broken =
        [
            // The first one, because it restarts the server.
            new(replica, SelfSigned, "certificate /etc/pspload/database/server.crt", $"{replica}'s certificate at 3306 is valid"),
            new(primary, $"{Sql} 'GRANT DROP ON psp.* TO psp@'$(getent hosts app1 | cut -d\" \" -f1)", "grant psp@", $"{primary}'s accounts may do exactly"),
            new(replica, $"{Sql} 'STOP SLAVE SQL_THREAD'", "replication", $"{replica} takes its part in the replication"),
            new(primary, $"{Sql} 'SET GLOBAL sync_binlog = 0'", "", $"{primary} keeps what it commits"),
            new(
                primary,
                "chmod 644 /etc/pspload/database/server.key",
                "certificate /etc/pspload/database/server.crt",
                $"{primary}'s data and TLS key are closed"
            ),
        ];
        await AreSeenAsync(broken);
    }

    [Fact]
    public async Task Are_seen_by_the_clients()
    {
        var (primary, replica) = await _databases.HealthyAsync();
        BrokenControl[] broken =
        [
            // Two servers that take writes: the worst failure of all.
            new(replica, $"{Sql} 'SET GLOBAL read_only = OFF'", "", "app1 finds exactly one server that takes its writes"),
            new(
                primary,
                $"{Sql} \"SET GLOBAL require_secure_transport = OFF; SET sql_log_bin = 0; ALTER USER psp@'$(getent hosts app1 | cut -d' ' -f1)' REQUIRE NONE\"",
                "database user psp@",
                $"app1 logs in to {primary} over TLS"
            ),
            new(
                primary,
                $"{Sql} \"SET sql_log_bin = 0; CREATE USER root@'%' IDENTIFIED BY ''; GRANT ALL ON *.* TO root@'%'\"",
                "sql no other accounts",
                $"{primary} refuses root from app2"
            ),
        ];
        await AreSeenAsync(broken);
    }

    [Fact]
    public async Task A_replica_that_takes_the_applications_writes_is_seen()
    {
        var (_, replica) = await _databases.HealthyAsync();
        var address = await fleet.OnHostAsync("app1", "hostname -I | cut -d' ' -f1");
        await _databases.SqlAsync(replica, $"SET sql_log_bin = 0; GRANT READ ONLY ADMIN ON *.* TO psp@'{address}'");

        var red = await RedAsync();

        await _databases.SqlAsync(replica, $"SET sql_log_bin = 0; REVOKE READ ONLY ADMIN ON *.* FROM psp@'{address}'");
        Assert.Contains("a server that is not the primary refuses the application's writes", red);
        Assert.Empty(await RedAsync());
    }

    private const string SelfSigned =
        "openssl req -x509 -key /etc/pspload/database/server.key -out /etc/pspload/database/server.crt "
        + "-days 365 -subj /CN=db.psp.test 2>/dev/null; systemctl restart mariadb";

    private async Task AreSeenAsync(BrokenControl[] broken)
    {
        try
        {
            foreach (var control in broken)
                await fleet.OnHostAsync(control.Host, control.BreakIt);

            var red = await RedAsync();
            var differing = (await _databases.ProvisionAsync("drift"))
                .Resources.Where(row => row.Status == "changed")
                .Select(row => (row.Host, row.Resource))
                .ToList();

            Assert.All(broken.SelectMany(control => control.Checks), wanted =>
                Assert.Contains(red, check => check.StartsWith(wanted, StringComparison.Ordinal))
            );
            Assert.All(broken.Where(control => control.Resource.Length > 0), control =>
                Assert.Contains(differing, row => row.Host == control.Host && row.Resource.StartsWith(control.Resource, StringComparison.Ordinal))
            );
        }
        finally
        {
            (await _databases.ProvisionAsync("provision")).Succeeded();
            // A restart undoes what was set only in the running server and is not a declared resource.
            foreach (var host in broken.Where(control => control.Resource.Length == 0).Select(control => control.Host).Distinct())
                await fleet.OnHostAsync(host, "systemctl restart mariadb");
            await Databases.UntilAsync("every check is green", async () => (await RedAsync()).Count == 0);
        }
    }

    private async Task<IReadOnlyList<string>> RedAsync() =>
        [.. (await _databases.VerifyAsync()).Evidence.Where(evidence => evidence.Status == "red").Select(evidence => evidence.Check)];
}
