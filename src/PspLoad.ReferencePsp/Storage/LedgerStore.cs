using MySqlConnector;
using PspLoad.ReferencePsp.Contracts;
using PspLoad.ReferencePsp.Payments;

namespace PspLoad.ReferencePsp.Storage;

/// <summary>Reads the ledger in the order of its entries and never skips an entry that is committed late.</summary>
public sealed class LedgerStore(WritableDatabase database, TimeProvider time)
{
    // Ids are assigned when a statement begins, so they may be committed out of order. Once an entry is a second old, every smaller id has its row in the
    // index; the locking read then waits for the rows that are not committed yet.
    private static readonly TimeSpan s_settled = TimeSpan.FromSeconds(1);

    private const string Bound = """
        SELECT entry_id, TIMESTAMPDIFF(MICROSECOND, created_at, UTC_TIMESTAMP(6)) FROM ledger_entries
        WHERE merchant_id = @merchant ORDER BY entry_id DESC LIMIT 1
        """;

    private const string Page = """
        SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
        START TRANSACTION;
        SELECT entry_id FROM ledger_entries
        WHERE merchant_id = @merchant AND entry_id > @after AND entry_id <= @bound AND created_at >= @from AND created_at < @to
        ORDER BY entry_id LIMIT @limit LOCK IN SHARE MODE;
        SELECT l.entry_id, l.operation_id, l.payment_id, p.order_id, o.kind, l.account, l.debit, l.credit, l.currency, l.created_at
        FROM ledger_entries l JOIN operations o USING (operation_id) JOIN payments p ON p.payment_id = l.payment_id
        WHERE l.merchant_id = @merchant AND l.entry_id > @after AND l.entry_id <= @bound AND l.created_at >= @from AND l.created_at < @to
        ORDER BY l.entry_id LIMIT @limit;
        COMMIT
        """;

    /// <param name="merchantId">owner of the entries</param>
    /// <param name="from">UTC, inclusive</param>
    /// <param name="to">UTC, exclusive</param>
    /// <param name="after">id of the last entry of the previous page; 0 for the first page</param>
    /// <param name="limit">entries per page</param>
    /// <param name="cancellationToken">stops waiting</param>
    public async Task<LedgerPage> ReadAsync(ushort merchantId, DateTime from, DateTime to, ulong after, int limit, CancellationToken cancellationToken)
    {
        (var bound, var age) = await database.RunAsync((connection, cancel) => BoundAsync(connection, merchantId, cancel), cancellationToken);
        if (bound > after && age < s_settled)
            await Task.Delay(s_settled - age, time, cancellationToken);
        return await database.RunAsync(
            async (connection, cancel) =>
            {
                await using MySqlCommand command = new(Page, connection);
                command.Parameters.AddWithValue("@merchant", merchantId);
                command.Parameters.AddWithValue("@after", after);
                command.Parameters.AddWithValue("@bound", bound);
                command.Parameters.AddWithValue("@from", from);
                command.Parameters.AddWithValue("@to", to);
                command.Parameters.AddWithValue("@limit", limit + 1);
                await using var reader = await command.ExecuteReaderAsync(cancel);
                await reader.NextResultAsync(cancel);
                List<LedgerEntryResponse> entries = new(limit + 1);
                while (await reader.ReadAsync(cancel))
                    entries.Add(Read(reader));
                var more = entries.Count > limit;
                if (more)
                    entries.RemoveAt(limit);
                return new LedgerPage(entries, (entries.Count == 0 ? after : entries[^1].Id).ToString(), more);
            },
            cancellationToken
        );
    }

    private static async Task<(ulong Bound, TimeSpan Age)> BoundAsync(MySqlConnection connection, ushort merchantId, CancellationToken cancellationToken)
    {
        await using MySqlCommand command = new(Bound, connection);
        command.Parameters.AddWithValue("@merchant", merchantId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetUInt64(0), TimeSpan.FromMicroseconds(reader.GetInt64(1))) : (0, TimeSpan.MaxValue);
    }

    private static LedgerEntryResponse Read(MySqlDataReader row) =>
        new(
            row.GetUInt64(0),
            Identifiers.Operation(row.GetGuid(1)),
            Identifiers.Payment(row.GetGuid(2)),
            row.GetString(3),
            row.GetString(4),
            row.GetString(5),
            row.GetInt64(6),
            row.GetInt64(7),
            row.GetString(8),
            row.GetDateTime(9)
        );
}
