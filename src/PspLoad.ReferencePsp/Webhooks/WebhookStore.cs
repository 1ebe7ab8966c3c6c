using MySqlConnector;
using PspLoad.ReferencePsp.Storage;

namespace PspLoad.ReferencePsp.Webhooks;

/// <summary>The outbox. Each event is stored in the transaction of its transition.</summary>
public sealed class WebhookStore(WritableDatabase database)
{
    private const string SelectDue = """
        START TRANSACTION;
        SELECT event_id, merchant_id, payload, attempts FROM events
        WHERE next_attempt_at <= UTC_TIMESTAMP(3) ORDER BY next_attempt_at LIMIT @limit FOR UPDATE SKIP LOCKED
        """;

    /// <summary>Takes the events that are due. No other node sends them during <paramref name="lease"/>.</summary>
    public Task<IReadOnlyList<WebhookEvent>> TakeDueAsync(int limit, TimeSpan lease, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<WebhookEvent>>(
            async (connection, cancel) =>
            {
                List<WebhookEvent> due = [];
                await using (MySqlCommand select = new(SelectDue, connection))
                {
                    select.Parameters.AddWithValue("@limit", limit);
                    await using var reader = await select.ExecuteReaderAsync(cancel);
                    while (await reader.ReadAsync(cancel))
                        due.Add(new WebhookEvent(reader.GetGuid(0), reader.GetUInt16(1), (byte[])reader[2], reader.GetUInt16(3) + 1));
                }

                await using MySqlCommand update = new() { Connection = connection };
                var names = Names(update, [.. due.Select(item => item.Id)]);
                update.CommandText =
                    due.Count == 0
                        ? Batch.Commit
                        : "UPDATE events SET attempts = attempts + 1, next_attempt_at = UTC_TIMESTAMP(3) + INTERVAL @lease MICROSECOND "
                            + $"WHERE event_id IN ({names});\n"
                            + Batch.Commit;
                update.Parameters.AddWithValue("@lease", (long)lease.TotalMicroseconds);
                await update.ExecuteNonQueryAsync(cancel);
                return due;
            },
            cancellationToken
        );

    public Task DeliveredAsync(IReadOnlyList<Guid> eventIds, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (connection, cancel) =>
            {
                await using MySqlCommand command = new() { Connection = connection };
                var names = Names(command, eventIds);
                command.CommandText = $"UPDATE events SET next_attempt_at = NULL, delivered_at = UTC_TIMESTAMP(3) WHERE event_id IN ({names})";
                return await command.ExecuteNonQueryAsync(cancel);
            },
            cancellationToken
        );

    /// <summary>Plans the next attempt; <paramref name="pause"/> null gives up.</summary>
    public Task PostponeAsync(Guid eventId, TimeSpan? pause, CancellationToken cancellationToken) =>
        pause is { } wait
            ? UpdateAsync(
                "UPDATE events SET next_attempt_at = UTC_TIMESTAMP(3) + INTERVAL @pause MICROSECOND WHERE event_id = @event",
                eventId,
                wait,
                cancellationToken
            )
            : UpdateAsync("UPDATE events SET next_attempt_at = NULL WHERE event_id = @event", eventId, TimeSpan.Zero, cancellationToken);

    /// <returns>events that wait for delivery</returns>
    public Task<long> CountBacklogAsync(CancellationToken cancellationToken) =>
        database.RunAsync(
            async (connection, cancel) =>
            {
                await using MySqlCommand command = new("SELECT COUNT(*) FROM events WHERE next_attempt_at IS NOT NULL", connection);
                return Convert.ToInt64(await command.ExecuteScalarAsync(cancel));
            },
            cancellationToken
        );

    private static string Names(MySqlCommand command, IReadOnlyList<Guid> ids)
    {
        for (var i = 0; i < ids.Count; i++)
            command.Parameters.AddWithValue($"@event{i}", ids[i]);
        return string.Join(", ", Enumerable.Range(0, ids.Count).Select(i => $"@event{i}"));
    }

    private Task<int> UpdateAsync(string sql, Guid eventId, TimeSpan pause, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (connection, cancel) =>
            {
                await using MySqlCommand command = new(sql, connection);
                command.Parameters.AddWithValue("@event", eventId);
                command.Parameters.AddWithValue("@pause", (long)pause.TotalMicroseconds);
                return await command.ExecuteNonQueryAsync(cancel);
            },
            cancellationToken
        );
}
