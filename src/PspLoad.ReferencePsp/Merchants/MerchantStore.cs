using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using MySqlConnector;
using PspLoad.ReferencePsp.Storage;

namespace PspLoad.ReferencePsp.Merchants;

/// <summary>The table of merchants.</summary>
public sealed class MerchantStore(WritableDatabase database, SecretSeal seal)
{
    private const string Upsert = """
        INSERT INTO merchants (name, key_hash, signing_secret, webhook_url, webhook_secret, requests_per_second)
        VALUES (@name, @hash, @secret, @url, @webhookSecret, @rate)
        ON DUPLICATE KEY UPDATE key_hash = VALUES(key_hash), signing_secret = VALUES(signing_secret), webhook_url = VALUES(webhook_url),
          webhook_secret = VALUES(webhook_secret), requests_per_second = VALUES(requests_per_second)
        """;

    public Task SeedAsync(MerchantSeed seed, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (connection, cancel) =>
            {
                await using MySqlCommand command = new(Upsert, connection);
                command.Parameters.AddWithValue("@name", seed.Name);
                command.Parameters.AddWithValue("@hash", SHA256.HashData(Encoding.UTF8.GetBytes(seed.Key!)));
                command.Parameters.AddWithValue("@secret", seal.Seal(seed.Secret!, seed.Name!));
                command.Parameters.AddWithValue("@url", seed.WebhookUrl);
                command.Parameters.AddWithValue("@webhookSecret", seed.WebhookSecret is null ? null : seal.Seal(seed.WebhookSecret, seed.Name!));
                command.Parameters.AddWithValue("@rate", seed.RequestsPerSecond);
                return await command.ExecuteNonQueryAsync(cancel);
            },
            cancellationToken
        );

    public Task<IReadOnlyList<Merchant>> ReadAllAsync(CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<Merchant>>(
            async (connection, cancel) =>
            {
                await using MySqlCommand command = new(
                    "SELECT merchant_id, name, key_hash, signing_secret, webhook_url, webhook_secret, requests_per_second FROM merchants",
                    connection
                );
                await using var row = await command.ExecuteReaderAsync(cancel);
                List<Merchant> merchants = [];
                while (await row.ReadAsync(cancel))
                    merchants.Add(Read(row));
                return merchants;
            },
            cancellationToken
        );

    private Merchant Read(MySqlDataReader row)
    {
        var name = row.GetString(1);
        return new Merchant(
            row.GetUInt16(0),
            name,
            (byte[])row[2],
            [seal.Unseal((byte[])row[3], name)],
            row.IsDBNull(4) ? null : new Uri(row.GetString(4)),
            row.IsDBNull(5) ? [] : seal.Unseal((byte[])row[5], name),
            row.IsDBNull(6) ? null : Limiter((int)row.GetUInt32(6))
        );
    }

    /// <summary>Allows bursts of one second's requests.</summary>
    private static TokenBucketRateLimiter Limiter(int perSecond) =>
        new(
            new TokenBucketRateLimiterOptions
            {
                TokenLimit = perSecond,
                TokensPerPeriod = Math.Max(1, perSecond / 10),
                ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, perSecond / 10) / (double)perSecond),
                QueueLimit = 0,
            }
        );
}
