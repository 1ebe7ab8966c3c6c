using PspLoad.IntegrationTests.Payments.Stack;

namespace PspLoad.IntegrationTests.Payments;

/// <summary>The start of a node: configuration, migrations, security module.</summary>
[Collection(PaymentTests.Name)]
public sealed class NodeProcessTests(PaymentSystem system)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_configuration_errors_are_reported_at_once()
    {
        var log = Path.Combine(system.Directory, "mistakes.txt");
        Dictionary<string, string> environment = new()
        {
            ["LISTEN"] = "here",
            ["MIGRATE"] = "maybe",
            ["ACQUIRER_TIMEOUT_MS"] = "1",
            ["DATABASE_SERVERS"] = "db1",
            ["MERCHANTS_FILE"] = "/nonexistent",
            ["KEY_RETENTION_HOURS"] = "23",
        };
        await using var node = ChildProcess.Start("dotnet", [PspNode.Program], environment, log);
        await node.WaitForExitAsync(TimeSpan.FromSeconds(20));
        var lines = await File.ReadAllLinesAsync(log, Cancel);
        Assert.Equal(2, node.ExitCode);
        Assert.Equal(
            [
                "ACQUIRER_TIMEOUT_MS",
                "ACQUIRER_URL",
                "DATABASE_PASSWORD_FILE",
                "DATABASE_SERVERS",
                "KEY_RETENTION_HOURS",
                "LISTEN",
                "MERCHANTS_FILE",
                "MIGRATE",
                "PKCS11_LIBRARY",
                "PKCS11_PIN_FILE",
                "PKCS11_TOKEN",
            ],
            lines.Select(line => line.Split(':')[0]).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task MIGRATE_only_migrates_and_exits_and_MIGRATE_off_waits_for_the_schema()
    {
        PaymentSystem.SkipIfMissing();
        await using var database = await MariaDbInstance.StartAsync(Path.Combine(system.Directory, "empty"), 21, Cancel);
        await PaymentSystem.CreateSchemaAsync(database, Cancel);
        await using var waiting = system.CreateNode("waiting", system.Acquirer, database);
        waiting.Start(("MIGRATE", "off"));
        await Wait.UntilAsync(
            "it waits",
            TimeSpan.FromSeconds(20),
            async () => File.Exists(waiting.Log) && (await File.ReadAllTextAsync(waiting.Log, Cancel)).Contains("MIGRATE is off", StringComparison.Ordinal),
            Cancel
        );
        Assert.False(await waiting.IsReadyAsync(Cancel));
        PspNode[] migrators = [system.CreateNode("migrator1", system.Acquirer, database), system.CreateNode("migrator2", system.Acquirer, database)];
        foreach (var migrator in migrators)
            migrator.Start(("MIGRATE", "only"));
        foreach (var migrator in migrators)
        {
            await migrator.Process.WaitForExitAsync(TimeSpan.FromSeconds(30));
            Assert.Equal(0, migrator.Process.ExitCode);
            await migrator.DisposeAsync();
        }

        await waiting.WaitReadyAsync(Cancel);
        Assert.Equal(1, await database.CountAsync("SELECT COUNT(*) FROM schema_migrations WHERE version = 1", Cancel));
    }

    /// <summary>The hashes of version 1 covered the CVC.</summary>
    [Fact]
    public async Task A_migration_deletes_old_hashes_and_their_keys_still_get_the_stored_answer()
    {
        PaymentSystem.SkipIfMissing();
        await using var database = await MariaDbInstance.StartAsync(Path.Combine(system.Directory, "old"), 22, Cancel);
        await using var acquirer = await AcquirerProcess.StartAsync(system.Directory, system.Http, Cancel);
        await PaymentSystem.CreateSchemaAsync(database, Cancel);
        await using var first = system.CreateNode("first", acquirer, database);
        await first.StartReadyAsync(Cancel);
        var (key, body) = (Guid.NewGuid().ToString(), TestCards.Payment(TestCards.Approved));
        var sale = await system.Client.PostAsync(first, "/v1/payments", body, key, Cancel);
        Assert.Equal(201, sale.Status);
        Assert.Equal(0, await database.CountAsync("SELECT COUNT(*) FROM operations WHERE request_hash IS NULL", Cancel));
        await first.KillAsync();
        // The schema as version 1 left it.
        await database.ExecuteAsync(
            "ALTER TABLE psp.operations MODIFY request_hash BINARY(32) NOT NULL; DELETE FROM psp.schema_migrations WHERE version > 1",
            Cancel
        );
        await using var second = system.CreateNode("second", acquirer, database);
        await second.StartReadyAsync(Cancel);
        Assert.Equal(0, await database.CountAsync("SELECT COUNT(*) FROM operations WHERE request_hash IS NOT NULL", Cancel));
        var again = await system.Client.PostAsync(second, "/v1/payments", body, key, Cancel);
        Assert.Equal((201, true, sale.Id), (again.Status, again.Replayed, again.Id));
    }

    [Fact]
    public async Task A_wrong_token_ends_the_node_with_one_line()
    {
        PaymentSystem.SkipIfMissing();
        await using var node = system.CreateNode("tokenless");
        node.Start(("PKCS11_TOKEN", "nobodys-token"));
        await node.Process.WaitForExitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(2, node.Process.ExitCode);
        Assert.Contains("nobodys-token", await File.ReadAllTextAsync(node.Log, Cancel), StringComparison.Ordinal);
    }
}
