using System.Globalization;

namespace PspLoad.Payments.Replicas;

/// <summary>
/// Compares a primary with its replica, table by table. Waits until the replica has applied the primary's writes (MariaDB GTID), then compares
/// checksums. Repeats the comparison when the primary was written to meanwhile.
/// </summary>
/// <param name="primary">the server that takes writes</param>
/// <param name="replica">the server that follows it</param>
/// <param name="time">clock of the deadline and the pauses</param>
public sealed class ReplicaComparison(SqlQuery primary, SqlQuery replica, TimeProvider time)
{
    private const string Position = "SELECT @@GLOBAL.gtid_current_pos";

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);

    /// <param name="database">database whose tables are compared</param>
    /// <param name="within">longest wait for the replica to catch up and for the primary's writes to stop</param>
    /// <param name="cancellationToken">gives up</param>
    /// <exception cref="Core.Errors.OperationFailedException">a server did not answer</exception>
    public async Task<ReplicaResult> CompareAsync(string database, TimeSpan within, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var left = within - time.GetElapsedTime(started);
            var position = Line(await primary(Position, cancellationToken));
            if (!await HasAppliedAsync(position, left, cancellationToken))
                return new ReplicaResult(false, [$"the replica has not applied {position} within {within.TotalSeconds:0} s"]);
            var differences = await DifferencesAsync(database, cancellationToken);
            var quiet = position == Line(await primary(Position, cancellationToken));
            if (differences.Count == 0 || quiet)
                return new ReplicaResult(differences.Count == 0, differences);
            if (left <= s_pause)
            {
                return new ReplicaResult(
                    false,
                    [$"the primary was still being written to after {within.TotalSeconds:0} s, so the comparison means nothing", .. differences]
                );
            }

            await Task.Delay(s_pause, time, cancellationToken);
        }
    }

    private async Task<bool> HasAppliedAsync(string position, TimeSpan left, CancellationToken cancellationToken)
    {
        var seconds = Math.Max(0, left.TotalSeconds).ToString("0.0", CultureInfo.InvariantCulture);
        return Line(await replica($"SELECT MASTER_GTID_WAIT('{position}', {seconds})", cancellationToken)) == "0";
    }

    private async Task<IReadOnlyList<string>> DifferencesAsync(string database, CancellationToken cancellationToken)
    {
        var ours = await TablesAsync(primary, database, cancellationToken);
        var theirs = await TablesAsync(replica, database, cancellationToken);
        if (ours.Count == 0)
            return [$"the primary has no tables in {database}"];
        List<string> differences =
        [
            .. ours.Except(theirs).Select(table => $"{table} is missing on the replica"),
            .. theirs.Except(ours).Select(table => $"{table} is missing on the primary"),
        ];
        var both = ours.Intersect(theirs).ToList();
        var (mine, other) = (
            await ChecksumsAsync(primary, database, both, cancellationToken),
            await ChecksumsAsync(replica, database, both, cancellationToken)
        );
        foreach (var table in both.Where(table => mine[table] != other[table]))
        {
            var count = $"SELECT COUNT(*) FROM `{database}`.`{table}`";
            var (here, there) = (Line(await primary(count, cancellationToken)), Line(await replica(count, cancellationToken)));
            differences.Add($"{table} differs: {here} rows on the primary, {there} on the replica");
        }
        return differences;
    }

    private static async Task<IReadOnlyList<string>> TablesAsync(SqlQuery server, string database, CancellationToken cancellationToken) =>
        Lines(
            await server(
                $"SELECT table_name FROM information_schema.tables WHERE table_schema = '{database}' AND table_type = 'BASE TABLE' ORDER BY table_name",
                cancellationToken
            )
        );

    private static async Task<Dictionary<string, string>> ChecksumsAsync(
        SqlQuery server,
        string database,
        List<string> tables,
        CancellationToken cancellationToken
    ) =>
        tables.Count == 0
            ? []
            : Lines(await server($"CHECKSUM TABLE {string.Join(", ", tables.Select(table => $"`{database}`.`{table}`"))} EXTENDED", cancellationToken))
                .Select(line => line.Split('\t'))
                .ToDictionary(row => row[0][(database.Length + 1)..], row => row[1], StringComparer.Ordinal);

    private static string Line(string output) => Lines(output).FirstOrDefault() ?? "";

    private static string[] Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
