using MySqlConnector;
using PspLoad.ReferencePsp.Contracts;
using PspLoad.ReferencePsp.Payments;

namespace PspLoad.ReferencePsp.Storage;

/// <summary>
/// The first of an operation's two transactions: it records the key and the intent. One round trip for a new payment; two for an operation on an existing
/// payment (lock and decide, then record).
/// </summary>
/// <param name="database">the writable server</param>
/// <param name="owner">name of this process and of its lock</param>
/// <param name="lease">how long other processes leave the operation to this one</param>
public sealed class IntentStore(WritableDatabase database, string owner, TimeSpan lease)
{
    private const string BeginPayment = Batch.Begin + Batch.InsertPayment + Batch.InsertPendingOperation + Batch.Commit;

    private const string LockPaymentAndFindKey =
        Batch.Begin
        + $"SELECT {PaymentRow.Columns} FROM payments p WHERE p.payment_id = @payment AND p.merchant_id = @merchant FOR UPDATE;\n"
        + $"SELECT {OperationRow.Columns} FROM operations o WHERE o.merchant_id = @merchant AND o.idempotency_key = @key;";

    private const string BeginOnPayment = Batch.InsertPendingOperation + Batch.MarkPaymentBusy + Batch.Commit;

    private const string RollbackAndFindKey =
        $"ROLLBACK; SELECT {OperationRow.Columns} FROM operations o WHERE o.merchant_id = @merchant AND o.idempotency_key = @key;";

    /// <summary>Records a new payment and the operation that authorises it.</summary>
    public Task<IntentResult> BeginPaymentAsync(Operation operation, Payment payment, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (connection, cancel) =>
            {
                await using MySqlCommand command = new(BeginPayment, connection);
                Batch.AddOperation(command, operation, owner);
                Batch.AddNewPayment(command, payment);
                Batch.AddState(command, payment);
                command.Parameters.AddWithValue("@lease", (long)lease.TotalMicroseconds);
                return await ExecuteAsync(command, operation, new IntentResult.Started(operation, payment), cancel);
            },
            cancellationToken
        );

    /// <summary>Records a new payment that waits for a challenge. Its first operation ends without the acquirer.</summary>
    public Task<IntentResult> CreateWaitingAsync(Outcome outcome, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (connection, cancel) =>
            {
                await using MySqlCommand command = new(
                    Batch.Begin + Batch.InsertPayment + Batch.InsertFinishedOperation + Batch.InsertEvent + Batch.Commit,
                    connection
                );
                Batch.AddOperation(command, outcome.Operation, owner);
                Batch.AddNewPayment(command, outcome.After);
                Batch.AddOutcome(command, outcome);
                return await ExecuteAsync(command, outcome.Operation, new IntentResult.Finished(outcome), cancel);
            },
            cancellationToken
        );

    /// <summary>Locks the payment, lets <paramref name="decide"/> look at it, and records the intent, or the whole outcome when the acquirer is not
    /// needed.</summary>
    /// <param name="operation">must name its payment; the decision replaces message and amount</param>
    /// <param name="decide">pure: refuse, begin or finish at once</param>
    /// <param name="cancellationToken">stops waiting</param>
    public Task<IntentResult> BeginOnPaymentAsync(Operation operation, Func<Payment, IntentResult> decide, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (connection, cancel) =>
            {
                (var payment, var existing) = await LockAsync(connection, operation, cancel);
                var decision =
                    existing is not null ? Resumed(existing, operation.Id, payment)
                    : payment is null ? new IntentResult.NotFound()
                    : decide(payment);
                if (decision is not (IntentResult.Started or IntentResult.Finished) || existing is not null)
                {
                    await using MySqlCommand rollback = new("ROLLBACK", connection);
                    await rollback.ExecuteNonQueryAsync(cancel);
                    return decision;
                }

                await using MySqlCommand command = new() { Connection = connection };
                if (decision is IntentResult.Finished finished)
                {
                    command.CommandText = Batch.FinishAtOnce(finished.Outcome);
                    Batch.AddOperation(command, finished.Outcome.Operation, owner);
                    Batch.AddOutcome(command, finished.Outcome);
                }
                else
                {
                    command.CommandText = BeginOnPayment;
                    Batch.AddOperation(command, ((IntentResult.Started)decision).Operation, owner);
                    command.Parameters.AddWithValue("@lease", (long)lease.TotalMicroseconds);
                }

                return await ExecuteAsync(command, operation, decision, cancel);
            },
            cancellationToken
        );

    /// <summary>Records a finished operation without a payment: a token.</summary>
    /// <returns>the earlier operation when the key was used before</returns>
    public Task<StoredOperation?> RecordAsync(Operation operation, ApiResponse response, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (connection, cancel) =>
            {
                await using MySqlCommand command = new(Batch.InsertFinishedOperation, connection);
                Batch.AddOperation(command, operation, owner);
                command.Parameters.AddWithValue("@opStatus", OperationStatus.Succeeded.Name());
                command.Parameters.AddWithValue("@httpStatus", response.Status);
                command.Parameters.AddWithValue("@body", response.Body);
                try
                {
                    await command.ExecuteNonQueryAsync(cancel);
                    return null;
                }
                catch (MySqlException exception) when (DatabaseErrors.IsDuplicate(exception))
                {
                    var existing = await FindExistingAsync(connection, operation, exception, cancel);
                    return existing.Operation.Id == operation.Id ? null : existing;
                }
            },
            cancellationToken
        );

    private static async Task<(Payment? Payment, StoredOperation? Existing)> LockAsync(
        MySqlConnection connection,
        Operation operation,
        CancellationToken cancellationToken
    )
    {
        await using MySqlCommand command = new(LockPaymentAndFindKey, connection);
        command.Parameters.AddWithValue("@payment", operation.PaymentId);
        command.Parameters.AddWithValue("@merchant", operation.MerchantId);
        command.Parameters.AddWithValue("@key", operation.IdempotencyKey);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var payment = await reader.ReadAsync(cancellationToken) ? PaymentRow.Read(reader) : null;
        await reader.NextResultAsync(cancellationToken);
        return (payment, await reader.ReadAsync(cancellationToken) ? OperationRow.Read(reader) : null);
    }

    private static async Task<IntentResult> ExecuteAsync(MySqlCommand command, Operation operation, IntentResult done, CancellationToken cancellationToken)
    {
        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
            return done;
        }
        catch (MySqlException exception) when (DatabaseErrors.IsDuplicate(exception))
        {
            var existing = await FindExistingAsync(command.Connection!, operation, exception, cancellationToken);
            // Our own id: an earlier attempt was committed, but its answer was lost.
            return existing.Operation.Id == operation.Id && done is not IntentResult.Finished ? done : new IntentResult.Existing(existing);
        }
    }

    private static async Task<StoredOperation> FindExistingAsync(
        MySqlConnection connection,
        Operation operation,
        MySqlException duplicate,
        CancellationToken cancellationToken
    )
    {
        await using MySqlCommand command = new(RollbackAndFindKey, connection);
        command.Parameters.AddWithValue("@merchant", operation.MerchantId);
        command.Parameters.AddWithValue("@key", operation.IdempotencyKey);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? OperationRow.Read(reader)
            : throw new InvalidOperationException("the duplicate is not the idempotency key", duplicate);
    }

    /// <summary>The same id means that an earlier attempt of this call was committed before its connection broke.</summary>
    private static IntentResult Resumed(StoredOperation existing, Guid operationId, Payment? payment) =>
        existing.Operation.Id == operationId && existing.Status == OperationStatus.Pending && payment is not null
            ? new IntentResult.Started(existing.Operation, payment)
            : new IntentResult.Existing(existing);
}
