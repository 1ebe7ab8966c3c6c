using MySqlConnector;

namespace PspLoad.ReferencePsp.Storage;

/// <summary>Upgrades the schema to this program's version. Nodes that start together queue on a named lock; the second finds nothing to do.</summary>
public sealed partial class Migrator(WritableDatabase database, ILogger<Migrator> log)
{
    private const int LockSeconds = 30;

    /// <summary>Applies missing scripts. Leaves a newer schema alone, because the older program must keep working during a deployment.</summary>
    /// <returns>the number of scripts applied</returns>
    public Task<int> ApplyAsync(CancellationToken cancellationToken) =>
        database.RunAsync(
            async (connection, cancel) =>
            {
                if (await VersionAsync(connection, cancel) >= Migration.All[^1].Version)
                    return 0;
                await using MySqlCommand acquire = new("SELECT GET_LOCK('psp.migrations', @seconds)", connection) { CommandTimeout = LockSeconds + 5 };
                acquire.Parameters.AddWithValue("@seconds", LockSeconds);
                if (Convert.ToInt64(await acquire.ExecuteScalarAsync(cancel)) != 1)
                    throw new DatabaseUnavailableException("another node has been migrating for too long");
                try
                {
                    return await ApplyLockedAsync(connection, cancel);
                }
                finally
                {
                    await using MySqlCommand release = new("SELECT RELEASE_LOCK('psp.migrations')", connection);
                    await release.ExecuteScalarAsync(CancellationToken.None);
                }
            },
            cancellationToken
        );

    /// <summary>Version of the schema; 0 when there is none.</summary>
    public Task<int> VersionAsync(CancellationToken cancellationToken) => database.RunAsync(VersionAsync, cancellationToken);

    private static async Task<int> VersionAsync(MySqlConnection connection, CancellationToken cancellationToken)
    {
        await using MySqlCommand exists = new(
            "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'schema_migrations'",
            connection
        );
        if (Convert.ToInt64(await exists.ExecuteScalarAsync(cancellationToken)) == 0)
            return 0;
        await using MySqlCommand version = new("SELECT COALESCE(MAX(version), 0) FROM schema_migrations", connection);
        return Convert.ToInt32(await version.ExecuteScalarAsync(cancellationToken));
    }

    private async Task<int> ApplyLockedAsync(MySqlConnection connection, CancellationToken cancellationToken)
    {
        var version = await VersionAsync(connection, cancellationToken);
        if (version == 0)
        {
            await ExecuteAsync(
                connection,
                "CREATE TABLE IF NOT EXISTS schema_migrations (version INT NOT NULL PRIMARY KEY, name VARCHAR(128) NOT NULL, applied_at DATETIME(3) NOT NULL)",
                cancellationToken
            );
        }

        var applied = 0;
        foreach (var migration in Migration.All.Where(migration => migration.Version > version))
        {
            await ExecuteAsync(connection, migration.Script, cancellationToken);
            await using MySqlCommand record = new(
                "INSERT INTO schema_migrations (version, name, applied_at) VALUES (@version, @name, UTC_TIMESTAMP(3))",
                connection
            );
            record.Parameters.AddWithValue("@version", migration.Version);
            record.Parameters.AddWithValue("@name", migration.Name);
            await record.ExecuteNonQueryAsync(cancellationToken);
            LogApplied(migration.Name);
            applied++;
        }

        return applied;
    }

    private static async Task ExecuteAsync(MySqlConnection connection, string script, CancellationToken cancellationToken)
    {
        await using MySqlCommand command = new(script, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "migration {Name} applied")]
    private partial void LogApplied(string name);
}
