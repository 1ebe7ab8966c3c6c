using MySqlConnector;
using PspLoad.ReferencePsp.Ledger;
using PspLoad.ReferencePsp.Payments;

namespace PspLoad.ReferencePsp.Storage;

/// <summary>The SQL statements that make up the transactions. A batch is one round trip. The first failing statement ends it, before COMMIT.</summary>
public static class Batch
{
    public const string Begin = "START TRANSACTION;\n";

    public const string Commit = "COMMIT;\n";

    public const string InsertPendingOperation = """
        INSERT INTO operations
          (operation_id, merchant_id, idempotency_key, request_hash, kind, message, payment_id, amount, status, owner, lease_until, created_at)
        VALUES
          (@op, @merchant, @key, @hash, @kind, @message, @payment, @opAmount, 'pending', @owner, UTC_TIMESTAMP(3) + INTERVAL @lease MICROSECOND,
          UTC_TIMESTAMP(3));

        """;

    public const string InsertFinishedOperation = """
        INSERT INTO operations
          (operation_id, merchant_id, idempotency_key, request_hash, kind, message, payment_id, amount, status, owner, response_status, response_body,
          created_at, finished_at)
        VALUES
          (@op, @merchant, @key, @hash, @kind, @message, @payment, @opAmount, @opStatus, @owner, @httpStatus, @body,
          UTC_TIMESTAMP(3), UTC_TIMESTAMP(3));

        """;

    public const string InsertPayment = """
        INSERT INTO payments
          (payment_id, merchant_id, order_id, amount, currency, capture, status, brand, bin, last4, card_id, exp_month, exp_year, paid_by_token, return_url,
          pending_operation, version, created_at, updated_at)
        VALUES
          (@payment, @merchant, @order, @amount, @currency, @capture, @status, @brand, @bin, @last4, @card, @expMonth, @expYear, @byToken, @returnUrl,
          @pending, @version, @createdAt, @at);

        """;

    public const string MarkPaymentBusy = """
        UPDATE payments SET pending_operation = @op WHERE payment_id = @payment;

        """;

    public const string FinishOperation = """
        UPDATE operations SET status = @opStatus, lease_until = NULL, response_status = @httpStatus, response_body = @body, finished_at = UTC_TIMESTAMP(3)
        WHERE operation_id = @op AND status = 'pending';

        """;

    public const string UpdatePayment = """
        UPDATE payments SET status = @status, authorized = @authorized, captured = @captured, refunded = @refunded,
          charged_back = @chargedBack, reason = @reason,
          authorization_id = @authorization, authorization_code = @code, pending_operation = NULL, version = @version, updated_at = @at
        WHERE payment_id = @payment;

        """;

    /// <summary>The first statement of every outcome. The second process to finish an operation fails here, before it changes anything.</summary>
    public const string InsertEvent = """
        INSERT INTO events (event_id, merchant_id, payment_id, type, from_status, to_status, version, payload, created_at, next_attempt_at)
        VALUES
          (@op, @merchant, @payment, @eventType, @fromStatus, @status, @version, @payload, UTC_TIMESTAMP(3), IF(@payload IS NULL, NULL, UTC_TIMESTAMP(3)));

        """;

    public const string InsertReversal = """
        INSERT INTO reversals (operation_id, next_attempt_at, created_at) VALUES (@op, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3));

        """;

    private const string FinishAndReverse = Begin + InsertEvent + FinishOperation + UpdatePayment + InsertReversal + Commit;

    private static readonly string[] s_insertPostings = [.. Enumerable.Range(0, 5).Select(PostingsSql)];

    private static readonly string[] s_finishSql =
    [
        .. s_insertPostings.Select(postings => Begin + InsertEvent + FinishOperation + UpdatePayment + postings + Commit),
    ];

    /// <summary>The outcome of an operation whose intent was recorded earlier.</summary>
    public static string Finish(Outcome outcome) => outcome.Reverse ? FinishAndReverse : s_finishSql[outcome.Postings.Count];

    /// <summary>Stores a whole operation on a payment that is already locked.</summary>
    public static string FinishAtOnce(Outcome outcome) =>
        string.Concat(InsertFinishedOperation + InsertEvent + UpdatePayment, s_insertPostings[outcome.Postings.Count], Commit);

    public static void AddOperation(MySqlCommand command, Operation operation, string owner)
    {
        var parameters = command.Parameters;
        parameters.AddWithValue("@op", operation.Id);
        parameters.AddWithValue("@merchant", operation.MerchantId);
        parameters.AddWithValue("@payment", operation.PaymentId);
        parameters.AddWithValue("@key", operation.IdempotencyKey);
        parameters.AddWithValue("@hash", operation.RequestHash);
        parameters.AddWithValue("@kind", operation.Kind.Name());
        parameters.AddWithValue("@message", operation.Message.Name());
        parameters.AddWithValue("@opAmount", operation.Amount);
        parameters.AddWithValue("@owner", owner);
    }

    public static void AddNewPayment(MySqlCommand command, Payment payment)
    {
        var parameters = command.Parameters;
        parameters.AddWithValue("@order", payment.OrderId);
        parameters.AddWithValue("@amount", payment.Amount);
        parameters.AddWithValue("@currency", payment.Currency);
        parameters.AddWithValue("@capture", payment.Capture.Name());
        parameters.AddWithValue("@brand", payment.Brand);
        parameters.AddWithValue("@bin", payment.Bin);
        parameters.AddWithValue("@last4", payment.Last4);
        parameters.AddWithValue("@card", payment.CardId);
        parameters.AddWithValue("@expMonth", payment.ExpMonth);
        parameters.AddWithValue("@expYear", payment.ExpYear);
        parameters.AddWithValue("@byToken", payment.PaidByToken);
        parameters.AddWithValue("@returnUrl", payment.ReturnUrl);
        parameters.AddWithValue("@pending", payment.PendingOperation);
        parameters.AddWithValue("@createdAt", payment.CreatedAt);
    }

    public static void AddState(MySqlCommand command, Payment payment)
    {
        command.Parameters.AddWithValue("@status", payment.Status.Name());
        command.Parameters.AddWithValue("@version", payment.Version);
        command.Parameters.AddWithValue("@at", payment.UpdatedAt);
    }

    /// <summary>All parameters except the operation's own columns.</summary>
    public static void AddOutcome(MySqlCommand command, Outcome outcome)
    {
        var parameters = command.Parameters;
        var after = outcome.After;
        AddState(command, after);
        parameters.AddWithValue("@opStatus", outcome.Status.Name());
        parameters.AddWithValue("@httpStatus", outcome.Response.Status);
        parameters.AddWithValue("@body", outcome.Response.Body);
        parameters.AddWithValue("@eventType", outcome.EventType);
        parameters.AddWithValue("@fromStatus", outcome.Before.Status.Name());
        parameters.AddWithValue("@payload", outcome.EventPayload);
        parameters.AddWithValue("@authorized", after.Authorized);
        parameters.AddWithValue("@captured", after.Captured);
        parameters.AddWithValue("@refunded", after.Refunded);
        parameters.AddWithValue("@chargedBack", after.ChargedBack);
        parameters.AddWithValue("@reason", after.Reason);
        parameters.AddWithValue("@authorization", after.AuthorizationId);
        parameters.AddWithValue("@code", after.AuthorizationCode);
        if (outcome.Postings.Count > 0)
            parameters.AddWithValue("@currency", after.Currency);
        for (var leg = 0; leg < outcome.Postings.Count; leg++)
        {
            var posting = outcome.Postings[leg];
            parameters.AddWithValue(s_accountNames[leg], posting.Account.Name());
            parameters.AddWithValue(s_debitNames[leg], posting.Debit);
            parameters.AddWithValue(s_creditNames[leg], posting.Credit);
        }
    }

    private static readonly string[] s_accountNames = ["@account0", "@account1", "@account2", "@account3"];
    private static readonly string[] s_debitNames = ["@debit0", "@debit1", "@debit2", "@debit3"];
    private static readonly string[] s_creditNames = ["@credit0", "@credit1", "@credit2", "@credit3"];

    private static string PostingsSql(int count) =>
        count == 0
            ? ""
            : "INSERT INTO ledger_entries (operation_id, leg, merchant_id, payment_id, account, debit, credit, currency, created_at) VALUES "
                + string.Join(
                    ", ",
                    Enumerable
                        .Range(0, count)
                        .Select(leg => $"(@op, {leg}, @merchant, @payment, @account{leg}, @debit{leg}, @credit{leg}, @currency, UTC_TIMESTAMP(6))")
                )
                + ";\n";
}
