using MySqlConnector;
using PspLoad.ReferencePsp.Contracts;
using PspLoad.ReferencePsp.Payments;

namespace PspLoad.ReferencePsp.Storage;

/// <summary>Reads what of a merchant is still open, all at the same moment: an operation that is given up becomes a reversal in one transaction.</summary>
public sealed class PendingStore(WritableDatabase database)
{
    private const int Longest = 1_000;

    private const string Columns = "operation_id, payment_id, order_id, o.amount, currency";

    private const string FromOperations =
        "FROM operations o JOIN payments p USING (payment_id) WHERE o.merchant_id = @merchant AND o.lease_until IS NOT NULL AND o.status = 'pending'";

    private const string FromReversals =
        "FROM reversals r JOIN operations o USING (operation_id) JOIN payments p USING (payment_id) "
        + "WHERE o.merchant_id = @merchant AND r.next_attempt_at IS NOT NULL";

    private const string FromEvents = "FROM events e JOIN payments p USING (payment_id) WHERE e.merchant_id = @merchant AND e.next_attempt_at IS NOT NULL";

    private static readonly string s_read = $"""
        START TRANSACTION WITH CONSISTENT SNAPSHOT;
        SELECT COUNT(*) {FromOperations};
        SELECT {Columns}, o.created_at {FromOperations} ORDER BY operation_id LIMIT {Longest};
        SELECT COUNT(*) {FromReversals};
        SELECT {Columns}, r.created_at {FromReversals} ORDER BY operation_id LIMIT {Longest};
        SELECT COUNT(*) {FromEvents};
        SELECT event_id, payment_id, order_id, e.created_at {FromEvents} ORDER BY event_id LIMIT {Longest};
        COMMIT
        """;

    /// <param name="merchantId">owner</param>
    /// <param name="settlesWithin">stated in the response</param>
    /// <param name="cancellationToken">stops waiting</param>
    public Task<PendingResponse> ReadAsync(ushort merchantId, TimeSpan settlesWithin, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (connection, cancel) =>
            {
                await using MySqlCommand command = new(s_read, connection);
                command.Parameters.AddWithValue("@merchant", merchantId);
                await using var reader = await command.ExecuteReaderAsync(cancel);
                var operationsTotal = await ReadCountAsync(reader, cancel);
                await reader.NextResultAsync(cancel);
                var operations = await ReadListAsync(reader, cancel);
                await reader.NextResultAsync(cancel);
                var reversalsTotal = await ReadCountAsync(reader, cancel);
                await reader.NextResultAsync(cancel);
                var reversals = await ReadListAsync(reader, cancel);
                await reader.NextResultAsync(cancel);
                var webhooksTotal = await ReadCountAsync(reader, cancel);
                await reader.NextResultAsync(cancel);
                PendingWebhooksResponse webhooks = new(webhooksTotal, await ReadEventsAsync(reader, cancel));
                var seconds = (int)Math.Ceiling(settlesWithin.TotalSeconds);
                return new PendingResponse(seconds, operationsTotal, operations, reversalsTotal, reversals, webhooks);
            },
            cancellationToken
        );

    private static async Task<long> ReadCountAsync(MySqlDataReader reader, CancellationToken cancellationToken)
    {
        await reader.ReadAsync(cancellationToken);
        return reader.GetInt64(0);
    }

    private static async Task<IReadOnlyList<PendingOperationResponse>> ReadListAsync(MySqlDataReader row, CancellationToken cancellationToken)
    {
        List<PendingOperationResponse> list = [];
        while (await row.ReadAsync(cancellationToken))
        {
            list.Add(
                new PendingOperationResponse(
                    Identifiers.Operation(row.GetGuid(0)),
                    Identifiers.Payment(row.GetGuid(1)),
                    row.GetString(2),
                    row.GetInt64(3),
                    row.GetString(4),
                    row.GetDateTime(5)
                )
            );
        }

        return list;
    }

    private static async Task<IReadOnlyList<PendingEventResponse>> ReadEventsAsync(MySqlDataReader row, CancellationToken cancellationToken)
    {
        List<PendingEventResponse> list = [];
        while (await row.ReadAsync(cancellationToken))
        {
            list.Add(new PendingEventResponse(Identifiers.Event(row.GetGuid(0)), Identifiers.Payment(row.GetGuid(1)), row.GetString(2), row.GetDateTime(3)));
        }

        return list;
    }
}
