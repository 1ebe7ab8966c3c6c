using System.Globalization;
using Microsoft.Data.Sqlite;
using PspLoad.Core.Errors;
using PspLoad.Core.Results;

namespace PspLoad.Reporting.History;

/// <summary>
/// The runs of a folder of results, in SQLite, so that trends outlive deleted folders. <see cref="Refresh"/> adds runs that are not known yet. The database can
/// be deleted at any time: it is made again from the folders.
/// </summary>
public sealed class HistoryStore : IDisposable
{
    public const string File = "history.db";

    private const string Columns =
        "folder, scenario, environment, started_at, commit_id, validity, exit_code, achieved_tps, p50_ms, p99_ms, error_percent, recovered_seconds, violations";

    private readonly string _results;
    private readonly SqliteConnection _connection;

    /// <summary>Adds the new runs of a folder of results, and lists all of them, oldest first.</summary>
    /// <param name="results">folder of results, which also holds the database</param>
    /// <param name="scenario">only its runs; null for all</param>
    /// <exception cref="OperationFailedException">the database cannot be read or written: exit code 4</exception>
    public static IReadOnlyList<HistoryEntry> Read(string results, string? scenario)
    {
        try
        {
            using var store = new HistoryStore(results);
            store.Refresh();
            return store.List(scenario);
        }
        catch (SqliteException failed)
        {
            throw new OperationFailedException(
                ExitCode.RunInvalid,
                $"output: {Path.Combine(results, File)} cannot be used: {failed.Message.ReplaceLineEndings(" ")}",
                "make its folder writable and free the disk; a damaged database can be deleted, it is made again from the runs",
                failed
            );
        }
    }

    /// <param name="results">folder of results, which also holds the database</param>
    public HistoryStore(string results)
    {
        Directory.CreateDirectory(results);
        _results = results;
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(results, File), Pooling = false }.ToString());
        _connection.Open();
        Execute(
            """
            CREATE TABLE IF NOT EXISTS runs (
                folder TEXT PRIMARY KEY, scenario TEXT NOT NULL, environment TEXT NOT NULL, started_at TEXT NOT NULL, commit_id TEXT, validity TEXT NOT NULL,
                exit_code INTEGER NOT NULL, achieved_tps REAL NOT NULL, p50_ms REAL NOT NULL, p99_ms REAL NOT NULL, error_percent REAL NOT NULL,
                recovered_seconds REAL, violations INTEGER) STRICT
            """
        );
    }

    /// <summary>Adds the runs <c>SCENARIO/RUN</c> in the folder that are not in the database yet.</summary>
    public void Refresh()
    {
        foreach (
            var file in Directory.EnumerateFiles(
                _results,
                ResultFiles.Run,
                new EnumerationOptions
                {
                    RecurseSubdirectories = true,
                    MaxRecursionDepth = 2,
                    AttributesToSkip = FileAttributes.ReparsePoint,
                }
            )
        )
        {
            var folder = Path.GetRelativePath(_results, Path.GetDirectoryName(file)!);
            if (folder.Split(Path.DirectorySeparatorChar).Length == 2 && !Knows(folder))
                Add(HistoryEntry.Of(folder, RunFile.Read(file)));
        }
    }

    /// <summary>Oldest first.</summary>
    /// <param name="scenario">only its runs; null for all</param>
    public IReadOnlyList<HistoryEntry> List(string? scenario)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = $"SELECT {Columns} FROM runs WHERE $scenario IS NULL OR scenario = $scenario ORDER BY started_at, folder";
        command.Parameters.AddWithValue("$scenario", (object?)scenario ?? DBNull.Value);
        using var rows = command.ExecuteReader();
        var entries = new List<HistoryEntry>();
        while (rows.Read())
        {
            entries.Add(
                new HistoryEntry(
                    rows.GetString(0),
                    rows.GetString(1),
                    rows.GetString(2),
                    DateTimeOffset.Parse(rows.GetString(3), CultureInfo.InvariantCulture),
                    Text(rows, 4),
                    rows.GetString(5),
                    rows.GetInt32(6),
                    rows.GetDouble(7),
                    rows.GetDouble(8),
                    rows.GetDouble(9),
                    rows.GetDouble(10),
                    rows.IsDBNull(11) ? null : rows.GetDouble(11),
                    rows.IsDBNull(12) ? null : rows.GetInt64(12)
                )
            );
        }
        return entries;
    }

    public void Dispose() => _connection.Dispose();

    private static string? Text(SqliteDataReader rows, int column) => rows.IsDBNull(column) ? null : rows.GetString(column);

    private bool Knows(string folder)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM runs WHERE folder = $folder";
        command.Parameters.AddWithValue("$folder", folder);
        return command.ExecuteScalar() is > 0L;
    }

    private void Add(HistoryEntry entry)
    {
        object?[] values =
        [
            entry.Folder,
            entry.Scenario,
            entry.Environment,
            entry.StartedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            entry.Commit,
            entry.Validity,
            entry.ExitCode,
            entry.AchievedTps,
            entry.P50,
            entry.P99,
            entry.ErrorPercent,
            entry.Recovered,
            entry.Violations,
        ];
        using var command = _connection.CreateCommand();
        command.CommandText = $"INSERT OR IGNORE INTO runs ({Columns}) VALUES ({string.Join(", ", values.Select((_, index) => $"${index}"))})";
        for (var i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue($"${i}", values[i] ?? DBNull.Value);
        command.ExecuteNonQuery();
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
