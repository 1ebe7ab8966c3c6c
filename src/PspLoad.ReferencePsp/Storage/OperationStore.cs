using MySqlConnector;
using PspLoad.ReferencePsp.Payments;

namespace PspLoad.ReferencePsp.Storage;

/// <summary>The second of an operation's two transactions, and the takeover of operations whose process is gone.</summary>
public sealed class OperationStore(WritableDatabase database, string owner, TimeSpan lease)
{
    // Does not wait for a process that lost its lock (it died, or its connection broke) or exceeded its lease: finishing twice is harmless.
    private const string Claim = """
        UPDATE operations SET owner = @owner, lease_until = UTC_TIMESTAMP(3) + INTERVAL @lease MICROSECOND
        WHERE operation_id = @op AND status = 'pending' AND (lease_until < UTC_TIMESTAMP(3) OR (owner <> @owner AND IS_FREE_LOCK(owner)))
        """;

    private const string Release =
        "UPDATE operations SET lease_until = UTC_TIMESTAMP(3) + INTERVAL @pause MICROSECOND WHERE operation_id = @op AND status = 'pending' AND owner = @owner";

    private const string Find =
        $"SELECT {OperationRow.Columns} FROM operations o WHERE o.operation_id = @op;\n"
        + $"SELECT {PaymentRow.Columns} FROM operations o JOIN payments p ON p.payment_id = o.payment_id WHERE o.operation_id = @op;";

    private const string Abandoned =
        $"SELECT {OperationRow.Columns} FROM operations o WHERE o.lease_until IS NOT NULL AND o.status = 'pending' "
        + "AND (o.lease_until < UTC_TIMESTAMP(3) OR (o.owner <> @owner AND IS_FREE_LOCK(o.owner))) ORDER BY o.lease_until LIMIT @limit";

    private const string Forget = """
        UPDATE operations SET idempotency_key = NULL, request_hash = NULL, response_body = NULL
        WHERE idempotency_key IS NOT NULL AND finished_at < UTC_TIMESTAMP(3) - INTERVAL @hours HOUR LIMIT 1000
        """;

    /// <summary>Stores the outcome with its postings and its event, once. If another process was faster, its outcome counts.</summary>
    /// <returns>null when this call stored the outcome, otherwise the stored operation</returns>
    public Task<StoredOperation?> FinishAsync(Outcome outcome, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (connection, cancel) =>
            {
                await using MySqlCommand command = new(Batch.Finish(outcome), connection);
                command.Parameters.AddWithValue("@op", outcome.Operation.Id);
                command.Parameters.AddWithValue("@merchant", outcome.Operation.MerchantId);
                command.Parameters.AddWithValue("@payment", outcome.After.Id);
                Batch.AddOutcome(command, outcome);
                try
                {
                    await command.ExecuteNonQueryAsync(cancel);
                    return null;
                }
                catch (MySqlException exception) when (DatabaseErrors.IsDuplicate(exception))
                {
                    await using MySqlCommand rollback = new("ROLLBACK", connection);
                    await rollback.ExecuteNonQueryAsync(cancel);
                    return (await FindAsync(connection, outcome.Operation.Id, cancel)).Stored;
                }
            },
            cancellationToken
        );

    /// <summary>Takes over an operation from a process that is gone or too late.</summary>
    /// <returns>false when another process works on it, or when it is finished</returns>
    public Task<bool> TryClaimAsync(Guid operationId, CancellationToken cancellationToken) =>
        ExecuteAsync(Claim, operationId, "@lease", lease, cancellationToken);

    /// <summary>Releases an operation whose outcome is still unknown; others may take it over after the pause.</summary>
    public Task ReleaseAsync(Guid operationId, TimeSpan pause, CancellationToken cancellationToken) =>
        ExecuteAsync(Release, operationId, "@pause", pause, cancellationToken);

    public Task<(StoredOperation? Stored, Payment? Payment)> FindAsync(Guid operationId, CancellationToken cancellationToken) =>
        database.RunAsync((connection, cancel) => FindAsync(connection, operationId, cancel), cancellationToken);

    /// <summary>Pending operations that no process works on.</summary>
    public Task<IReadOnlyList<StoredOperation>> FindAbandonedAsync(int limit, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<StoredOperation>>(
            async (connection, cancel) =>
            {
                await using MySqlCommand command = new(Abandoned, connection);
                command.Parameters.AddWithValue("@owner", owner);
                command.Parameters.AddWithValue("@limit", limit);
                await using var reader = await command.ExecuteReaderAsync(cancel);
                List<StoredOperation> found = [];
                while (await reader.ReadAsync(cancel))
                    found.Add(OperationRow.Read(reader));
                return found;
            },
            cancellationToken
        );

    /// <summary>Clears idempotency keys, request hashes and stored responses after their retention time; at most 1,000 per call.</summary>
    /// <returns>the number of cleared keys</returns>
    public Task<int> ForgetKeysAsync(int retentionHours, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (connection, cancel) =>
            {
                await using MySqlCommand command = new(Forget, connection);
                command.Parameters.AddWithValue("@hours", retentionHours);
                return await command.ExecuteNonQueryAsync(cancel);
            },
            cancellationToken
        );

    private static async Task<(StoredOperation? Stored, Payment? Payment)> FindAsync(
        MySqlConnection connection,
        Guid operationId,
        CancellationToken cancellationToken
    )
    {
        await using MySqlCommand command = new(Find, connection);
        command.Parameters.AddWithValue("@op", operationId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var stored = await reader.ReadAsync(cancellationToken) ? OperationRow.Read(reader) : null;
        await reader.NextResultAsync(cancellationToken);
        return (stored, await reader.ReadAsync(cancellationToken) ? PaymentRow.Read(reader) : null);
    }

    private Task<bool> ExecuteAsync(string sql, Guid operationId, string spanName, TimeSpan span, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (connection, cancel) =>
            {
                await using MySqlCommand command = new(sql, connection);
                command.Parameters.AddWithValue("@op", operationId);
                command.Parameters.AddWithValue("@owner", owner);
                command.Parameters.AddWithValue(spanName, (long)span.TotalMicroseconds);
                await command.PrepareAsync(cancel);
                return await command.ExecuteNonQueryAsync(cancel) == 1;
            },
            cancellationToken
        );
}
