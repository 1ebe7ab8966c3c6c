using System.Text;
using MySqlConnector;
using PspLoad.ReferencePsp.Storage;

namespace PspLoad.ReferencePsp.Merchants;

/// <summary>The table of merchants: ids and webhooks. Keys and signing secrets are not in the database.</summary>
public sealed class MerchantStore(WritableDatabase database, SecretSeal seal)
{
    private const int BatchSize = 200;

    /// <summary>Stores new merchants and new webhooks, all in one transaction.</summary>
    public Task SaveAsync(IReadOnlyList<MerchantSeed> seeds, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (connection, cancel) =>
            {
                await using MySqlCommand command = new() { Connection = connection };
                StringBuilder sql = new(Batch.Begin);
                var number = 0;
                foreach (var batch in seeds.Chunk(BatchSize))
                {
                    sql.Append("INSERT INTO merchants (name, webhook_url, webhook_secret) VALUES ");
                    sql.AppendJoin(", ", batch.Select(seed => Add(command, number++, seed)));
                    sql.Append(" ON DUPLICATE KEY UPDATE webhook_url = VALUES(webhook_url), webhook_secret = VALUES(webhook_secret);\n");
                }

                command.CommandText = sql.Append(Batch.Commit).ToString();
                return await command.ExecuteNonQueryAsync(cancel);
            },
            cancellationToken
        );

    public Task<IReadOnlyList<StoredMerchant>> ReadAllAsync(CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<StoredMerchant>>(
            async (connection, cancel) =>
            {
                await using MySqlCommand command = new("SELECT merchant_id, name, webhook_url, webhook_secret FROM merchants", connection);
                await using var row = await command.ExecuteReaderAsync(cancel);
                List<StoredMerchant> merchants = [];
                while (await row.ReadAsync(cancel))
                {
                    var name = row.GetString(1);
                    var url = row.IsDBNull(2) ? null : new Uri(row.GetString(2));
                    merchants.Add(new StoredMerchant(row.GetUInt16(0), name, url, row.IsDBNull(3) ? [] : seal.Unseal((byte[])row[3], name)));
                }

                return merchants;
            },
            cancellationToken
        );

    private string Add(MySqlCommand command, int number, MerchantSeed seed)
    {
        command.Parameters.AddWithValue($"@name{number}", seed.Name);
        command.Parameters.AddWithValue($"@url{number}", seed.WebhookUrl);
        command.Parameters.AddWithValue($"@secret{number}", seed.WebhookSecret is null ? null : seal.Seal(seed.WebhookSecret, seed.Name!));
        return $"(@name{number}, @url{number}, @secret{number})";
    }
}
