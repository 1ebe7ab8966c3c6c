using System.Text;
using MySqlConnector;
using PspLoad.ReferencePsp.Payments;
using PspLoad.ReferencePsp.SecurityModule;

namespace PspLoad.ReferencePsp.Storage;

/// <summary>Stored cards. A merchant has one row per card number, found by its blind index.</summary>
public sealed class CardStore(WritableDatabase database) : ISealedCardStore
{
    private const string Save = """
        INSERT INTO cards (card_id, merchant_id, pan_key_id, pan_sealed, pan_index, brand, bin, last4, exp_month, exp_year, tokenized, created_at)
        VALUES (@id, @merchant, @key, @sealed, @index, @brand, @bin, @last4, @month, @year, @tokenized, UTC_TIMESTAMP(3))
        ON DUPLICATE KEY UPDATE exp_month = IF(VALUES(tokenized), VALUES(exp_month), exp_month), exp_year = IF(VALUES(tokenized), VALUES(exp_year), exp_year),
          tokenized = tokenized OR VALUES(tokenized), created_at = VALUES(created_at);
        SELECT card_id FROM cards WHERE merchant_id = @merchant AND pan_index = @index
        """;

    /// <summary>
    /// Stores the card. A known card gets the new expiry only from a token request: a challenge must not change what a token pays with. Its retention time
    /// starts again.
    /// </summary>
    /// <returns>the card's id; for a new card, the given one</returns>
    /// <exception cref="MySqlException">NoReferencedRow2: the key was retired meanwhile; seal again</exception>
    public Task<Guid> SaveAsync(ushort merchantId, SealedCard card, byte[] blindIndex, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (connection, cancel) =>
            {
                await using MySqlCommand command = new(Save, connection);
                command.Parameters.AddWithValue("@id", card.Id);
                command.Parameters.AddWithValue("@merchant", merchantId);
                command.Parameters.AddWithValue("@key", card.Pan.KeyId);
                command.Parameters.AddWithValue("@sealed", card.Pan.Bytes);
                command.Parameters.AddWithValue("@index", blindIndex);
                command.Parameters.AddWithValue("@brand", card.Brand);
                command.Parameters.AddWithValue("@bin", card.Bin);
                command.Parameters.AddWithValue("@last4", card.Last4);
                command.Parameters.AddWithValue("@month", card.ExpMonth);
                command.Parameters.AddWithValue("@year", card.ExpYear);
                command.Parameters.AddWithValue("@tokenized", card.Tokenized);
                return (Guid)(await command.ExecuteScalarAsync(cancel))!;
            },
            cancellationToken
        );

    public Task<SealedCard?> FindAsync(ushort merchantId, Guid cardId, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (connection, cancel) =>
            {
                await using MySqlCommand command = new(
                    "SELECT card_id, pan_key_id, pan_sealed, brand, bin, last4, exp_month, exp_year, tokenized "
                        + "FROM cards WHERE card_id = @id AND merchant_id = @merchant",
                    connection
                );
                command.Parameters.AddWithValue("@id", cardId);
                command.Parameters.AddWithValue("@merchant", merchantId);
                await command.PrepareAsync(cancel);
                await using var row = await command.ExecuteReaderAsync(cancel);
                return await row.ReadAsync(cancel)
                    ? new SealedCard(
                        row.GetGuid(0),
                        new SealedPan(row.GetInt32(1), (byte[])row[2]),
                        row.GetString(3),
                        row.GetString(4),
                        row.GetString(5),
                        row.GetInt32(6),
                        row.GetInt32(7),
                        row.GetBoolean(8)
                    )
                    : null;
            },
            cancellationToken
        );

    /// <summary>Deletes cards that were kept for a challenge and have expired; at most 1,000 per call.</summary>
    public Task<int> DeleteUntokenizedAsync(int olderThanHours, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (connection, cancel) =>
            {
                await using MySqlCommand command = new(
                    "DELETE FROM cards WHERE NOT tokenized AND created_at < UTC_TIMESTAMP(3) - INTERVAL @hours HOUR LIMIT 1000",
                    connection
                );
                command.Parameters.AddWithValue("@hours", olderThanHours);
                return await command.ExecuteNonQueryAsync(cancel);
            },
            cancellationToken
        );

    public Task<IReadOnlyList<StoredCard>> ReadNotUnderAsync(int keyId, int limit, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<StoredCard>>(
            async (connection, cancel) =>
            {
                await using MySqlCommand command = new("SELECT card_id, pan_key_id, pan_sealed FROM cards WHERE pan_key_id <> @key LIMIT @limit", connection);
                command.Parameters.AddWithValue("@key", keyId);
                command.Parameters.AddWithValue("@limit", limit);
                await using var reader = await command.ExecuteReaderAsync(cancel);
                List<StoredCard> cards = [];
                while (await reader.ReadAsync(cancel))
                    cards.Add(new StoredCard(Identifiers.Token(reader.GetGuid(0)), new SealedPan(reader.GetInt32(1), (byte[])reader[2])));
                return cards;
            },
            cancellationToken
        );

    public async Task ReplaceAsync(IReadOnlyList<(StoredCard Read, SealedPan Replacement)> cards, CancellationToken cancellationToken)
    {
        if (cards.Count == 0)
            return;
        await database.RunAsync(
            async (connection, cancel) =>
            {
                await using MySqlCommand command = new() { Connection = connection };
                StringBuilder sql = new(Batch.Begin);
                for (var i = 0; i < cards.Count; i++)
                {
                    (var read, var replacement) = cards[i];
                    if (!Identifiers.TryParse(Identifiers.TokenPrefix, read.CardId, out var id))
                        throw new FormatException("not the id of a card");
                    sql.Append($"UPDATE cards SET pan_key_id = @new{i}, pan_sealed = @sealed{i} WHERE card_id = @id{i} AND pan_key_id = @old{i};\n");
                    command.Parameters.AddWithValue($"@id{i}", id);
                    command.Parameters.AddWithValue($"@old{i}", read.Pan.KeyId);
                    command.Parameters.AddWithValue($"@new{i}", replacement.KeyId);
                    command.Parameters.AddWithValue($"@sealed{i}", replacement.Bytes);
                }

                command.CommandText = sql.Append(Batch.Commit).ToString();
                return await command.ExecuteNonQueryAsync(cancel);
            },
            cancellationToken
        );
    }
}
