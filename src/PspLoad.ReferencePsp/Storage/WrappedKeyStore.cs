using MySqlConnector;
using PspLoad.ReferencePsp.SecurityModule;

namespace PspLoad.ReferencePsp.Storage;

/// <summary>The key table, shared by both nodes.</summary>
public sealed class WrappedKeyStore(WritableDatabase database) : IWrappedKeyStore
{
    public Task<IReadOnlyList<WrappedKey>> ReadAllAsync(CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<WrappedKey>>(
            async (connection, cancel) =>
            {
                await using MySqlCommand command = new("SELECT id, purpose, kek_label, wrapped, created_at FROM wrapped_keys", connection);
                await using var reader = await command.ExecuteReaderAsync(cancel);
                List<WrappedKey> keys = [];
                while (await reader.ReadAsync(cancel))
                {
                    keys.Add(
                        new WrappedKey(
                            reader.GetInt32(0),
                            (KeyPurpose)reader.GetSByte(1),
                            reader.GetString(2),
                            (byte[])reader[3],
                            new DateTimeOffset(reader.GetDateTime(4))
                        )
                    );
                }

                return keys;
            },
            cancellationToken
        );

    public Task<bool> TryAddAsync(WrappedKey key, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (connection, cancel) =>
            {
                await using MySqlCommand command = new(
                    "INSERT INTO wrapped_keys (id, purpose, kek_label, wrapped, created_at) VALUES (@id, @purpose, @label, @wrapped, @created)",
                    connection
                );
                command.Parameters.AddWithValue("@id", key.Id);
                command.Parameters.AddWithValue("@purpose", (sbyte)key.Purpose);
                command.Parameters.AddWithValue("@label", key.KekLabel);
                command.Parameters.AddWithValue("@wrapped", key.Wrapped);
                command.Parameters.AddWithValue("@created", key.CreatedAt.UtcDateTime);
                try
                {
                    return await command.ExecuteNonQueryAsync(cancel) == 1;
                }
                catch (MySqlException exception) when (DatabaseErrors.IsDuplicate(exception))
                {
                    return false;
                }
            },
            cancellationToken
        );

    public Task<bool> TryRewrapAsync(WrappedKey key, string previousKekLabel, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (connection, cancel) =>
            {
                await using MySqlCommand command = new(
                    "UPDATE wrapped_keys SET wrapped = @wrapped, kek_label = @label WHERE id = @id AND kek_label = @previous",
                    connection
                );
                command.Parameters.AddWithValue("@id", key.Id);
                command.Parameters.AddWithValue("@wrapped", key.Wrapped);
                command.Parameters.AddWithValue("@label", key.KekLabel);
                command.Parameters.AddWithValue("@previous", previousKekLabel);
                return await command.ExecuteNonQueryAsync(cancel) == 1;
            },
            cancellationToken
        );

    public Task<bool> TryRetireAsync(int keyId, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (connection, cancel) =>
            {
                await using MySqlCommand command = new("DELETE FROM wrapped_keys WHERE id = @id", connection);
                command.Parameters.AddWithValue("@id", keyId);
                try
                {
                    return await command.ExecuteNonQueryAsync(cancel) == 1;
                }
                catch (MySqlException exception) when (exception.ErrorCode == MySqlErrorCode.RowIsReferenced2)
                {
                    return false;
                }
            },
            cancellationToken
        );
}
