using MySqlConnector;

namespace PspLoad.ReferencePsp.Storage;

/// <summary>Authorisations that were given up and must be cancelled at the acquirer.</summary>
public sealed class ReversalStore(WritableDatabase database)
{
    private const string TakeDue = """
        START TRANSACTION;
        SELECT operation_id, attempts FROM reversals WHERE next_attempt_at <= UTC_TIMESTAMP(3) ORDER BY next_attempt_at LIMIT @limit FOR UPDATE SKIP LOCKED
        """;

    /// <summary>Takes the reversals that are due. Other processes do not take them during <paramref name="lease"/>.</summary>
    /// <returns>the operations to cancel, with the number of this attempt</returns>
    public Task<IReadOnlyList<(Guid Operation, int Attempt)>> TakeDueAsync(int limit, TimeSpan lease, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<(Guid Operation, int Attempt)>>(
            async (connection, cancel) =>
            {
                List<(Guid Operation, int Attempt)> due = [];
                await using (MySqlCommand select = new(TakeDue, connection))
                {
                    select.Parameters.AddWithValue("@limit", limit);
                    await using var reader = await select.ExecuteReaderAsync(cancel);
                    while (await reader.ReadAsync(cancel))
                        due.Add((reader.GetGuid(0), reader.GetUInt16(1) + 1));
                }

                await using MySqlCommand update = new() { Connection = connection };
                var names = string.Join(
                    ", ",
                    due.Select(
                        (item, i) =>
                        {
                            update.Parameters.AddWithValue($"@op{i}", item.Operation);
                            return $"@op{i}";
                        }
                    )
                );
                update.CommandText =
                    due.Count == 0
                        ? Batch.Commit
                        : "UPDATE reversals SET attempts = attempts + 1, next_attempt_at = UTC_TIMESTAMP(3) + INTERVAL @lease MICROSECOND "
                            + $"WHERE operation_id IN ({names});\n"
                            + Batch.Commit;
                update.Parameters.AddWithValue("@lease", (long)lease.TotalMicroseconds);
                await update.ExecuteNonQueryAsync(cancel);
                return due;
            },
            cancellationToken
        );

    public Task ConfirmAsync(Guid operationId, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (connection, cancel) =>
            {
                await using MySqlCommand command = new(
                    "UPDATE reversals SET next_attempt_at = NULL, confirmed_at = UTC_TIMESTAMP(3) WHERE operation_id = @op",
                    connection
                );
                command.Parameters.AddWithValue("@op", operationId);
                return await command.ExecuteNonQueryAsync(cancel);
            },
            cancellationToken
        );
}
