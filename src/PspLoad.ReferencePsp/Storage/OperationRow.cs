using MySqlConnector;
using PspLoad.ReferencePsp.Contracts;
using PspLoad.ReferencePsp.Payments;

namespace PspLoad.ReferencePsp.Storage;

/// <summary>A row of <c>operations</c>, read by position.</summary>
public static class OperationRow
{
    public const string Columns =
        "o.operation_id, o.merchant_id, o.idempotency_key, o.request_hash, o.kind, o.message, o.payment_id, o.amount, o.status, "
        + "IS_FREE_LOCK(o.owner) AS owner_gone, TIMESTAMPDIFF(MICROSECOND, o.created_at, UTC_TIMESTAMP(3)) AS age, o.response_status, o.response_body";

    public static StoredOperation Read(MySqlDataReader row)
    {
        Operation operation = new(
            row.GetGuid(0),
            row.GetUInt16(1),
            row.IsDBNull(2) ? "" : row.GetString(2),
            row.IsDBNull(3) ? null : (byte[])row[3],
            Enum.Parse<OperationKind>(row.GetString(4), ignoreCase: true),
            Enum.Parse<AcquirerMessage>(row.GetString(5), ignoreCase: true),
            row.IsDBNull(6) ? null : row.GetGuid(6),
            row.GetInt64(7)
        );
        var response = row.IsDBNull(11) || row.IsDBNull(12) ? null : new ApiResponse(row.GetInt32(11), (byte[])row[12]) { Replayed = true };
        return new StoredOperation(
            operation,
            Enum.Parse<OperationStatus>(row.GetString(8), ignoreCase: true),
            !row.IsDBNull(9) && row.GetInt64(9) == 1,
            TimeSpan.FromMicroseconds(row.GetInt64(10)),
            response
        );
    }
}
