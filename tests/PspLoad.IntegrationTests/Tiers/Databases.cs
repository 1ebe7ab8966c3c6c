using PspLoad.IntegrationTests.Payments.Stack;
using PspLoad.IntegrationTests.Provisioning;

namespace PspLoad.IntegrationTests.Tiers;

/// <summary>The two databases of the fleet, and what tests do with them.</summary>
internal sealed class Databases(TierFleet fleet)
{
    /// <summary>Restores a writable primary and a replica that follows it, whatever state an earlier test left; returns their names.</summary>
    public async Task<(string Primary, string Replica)> HealthyAsync()
    {
        await fleet.ReadyAsync();
        foreach (var host in (string[])["db1", "db2"])
        {
            if (await PartAsync(host) == "fenced")
                (await fleet.RunAsync("rejoin", host, "--rebuild")).Succeeded();
        }
        var primary = await PartAsync("db1") == "primary" ? "db1" : "db2";
        return (primary, primary == "db1" ? "db2" : "db1");
    }

    public Task<string> PartAsync(string host) => fleet.OnHostAsync(host, "cat /var/lib/pspload/database/part");

    public Task<CliResult> ProvisionAsync(string command) => fleet.RunAsync(command, "--role", "database", "--json");

    public Task<CliResult> VerifyAsync() => fleet.RunAsync("verify", "--role", "database", "--json");

    /// <summary>Runs SQL as the server's root, through its socket.</summary>
    public Task<string> SqlAsync(string host, string statements) =>
        fleet.OnHostAsync(
            host,
            $"mariadb --no-defaults --socket=/run/mysqld/mysqld.sock --user=root --batch --skip-column-names <<'END_OF_SQL'\n{statements}\nEND_OF_SQL"
        );

    public static Task UntilAsync(string what, Func<Task<bool>> condition) =>
        Wait.UntilAsync(what, TimeSpan.FromSeconds(60), condition, TestContext.Current.CancellationToken);
}
