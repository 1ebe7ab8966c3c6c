using MySqlConnector;
using PspLoad.ReferencePsp.Payments;

namespace PspLoad.ReferencePsp.Storage;

/// <summary>Reads payments.</summary>
public sealed class PaymentStore(WritableDatabase database)
{
    private const string ById = $"SELECT {PaymentRow.Columns} FROM payments p WHERE p.payment_id = @id AND p.merchant_id = @merchant";

    private const string ByOrder =
        $"SELECT {PaymentRow.Columns} FROM payments p WHERE p.merchant_id = @merchant AND p.order_id = @order ORDER BY p.payment_id LIMIT 100";

    public Task<Payment?> FindAsync(ushort merchantId, Guid paymentId, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (connection, cancel) =>
            {
                await using MySqlCommand command = new(ById, connection);
                command.Parameters.AddWithValue("@id", paymentId);
                command.Parameters.AddWithValue("@merchant", merchantId);
                await command.PrepareAsync(cancel);
                await using var reader = await command.ExecuteReaderAsync(cancel);
                return await reader.ReadAsync(cancel) ? PaymentRow.Read(reader) : null;
            },
            cancellationToken
        );

    /// <summary>Oldest first, at most 100.</summary>
    public Task<IReadOnlyList<Payment>> FindByOrderAsync(ushort merchantId, string orderId, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<Payment>>(
            async (connection, cancel) =>
            {
                await using MySqlCommand command = new(ByOrder, connection);
                command.Parameters.AddWithValue("@merchant", merchantId);
                command.Parameters.AddWithValue("@order", orderId);
                await command.PrepareAsync(cancel);
                await using var reader = await command.ExecuteReaderAsync(cancel);
                List<Payment> payments = [];
                while (await reader.ReadAsync(cancel))
                    payments.Add(PaymentRow.Read(reader));
                return payments;
            },
            cancellationToken
        );
}
