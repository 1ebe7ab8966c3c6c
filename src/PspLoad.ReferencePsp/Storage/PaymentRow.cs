using MySqlConnector;
using PspLoad.ReferencePsp.Payments;

namespace PspLoad.ReferencePsp.Storage;

/// <summary>A row of <c>payments</c>, read by position.</summary>
public static class PaymentRow
{
    public const string Columns =
        "p.payment_id, p.merchant_id, p.order_id, p.amount, p.currency, p.capture, p.status, p.authorized, p.captured, p.refunded, p.brand, p.bin, p.last4, "
        + "p.card_id, p.paid_by_token, p.return_url, p.reason, p.authorization_id, p.authorization_code, p.pending_operation, "
        + "p.version, p.created_at, p.updated_at, p.exp_month, p.exp_year, p.charged_back";

    public static Payment Read(MySqlDataReader row) =>
        new()
        {
            Id = row.GetGuid(0),
            MerchantId = row.GetUInt16(1),
            OrderId = row.GetString(2),
            Amount = row.GetInt64(3),
            Currency = row.GetString(4),
            Capture = row.GetString(5) == "automatic" ? CaptureMode.Automatic : CaptureMode.Manual,
            Status = StateNames.ParsePaymentStatus(row.GetString(6)),
            Authorized = row.GetInt64(7),
            Captured = row.GetInt64(8),
            Refunded = row.GetInt64(9),
            Brand = row.GetString(10),
            Bin = row.GetString(11),
            Last4 = row.GetString(12),
            CardId = GuidOrNull(row, 13),
            PaidByToken = row.GetBoolean(14),
            ReturnUrl = StringOrNull(row, 15),
            Reason = StringOrNull(row, 16),
            AuthorizationId = GuidOrNull(row, 17),
            AuthorizationCode = StringOrNull(row, 18),
            PendingOperation = GuidOrNull(row, 19),
            Version = row.GetUInt32(20),
            CreatedAt = row.GetDateTime(21),
            UpdatedAt = row.GetDateTime(22),
            ExpMonth = row.IsDBNull(23) ? null : row.GetInt32(23),
            ExpYear = row.IsDBNull(24) ? null : row.GetInt32(24),
            ChargedBack = row.GetInt64(25),
        };

    private static Guid? GuidOrNull(MySqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetGuid(column);

    private static string? StringOrNull(MySqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
