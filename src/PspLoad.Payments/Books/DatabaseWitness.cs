using System.Globalization;
using System.Runtime.CompilerServices;
using PspLoad.Core.Errors;
using PspLoad.Payments.Judging;
using PspLoad.Payments.Replicas;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Books;

/// <summary>
/// The rows of the reference PSP's database, read without the PSP: its ledger and its payments. Without this witness the application under test would be the
/// only one to tell what it stored. Of the ledger everything after the mark belongs to the run that belongs to its merchant, or to one of its orders under
/// any merchant; of the payments those of its orders.
/// </summary>
/// <param name="database">finds the server that takes writes, once for each look</param>
/// <param name="mark">the run's part of the books; it names at least one run</param>
public sealed class DatabaseWitness(PrimaryDatabase database, BooksMark mark) : IWitness
{
    private const int RowsAtOnce = 10_000;

    private SqlQuery? _query;

    public string Name => "PSP's database";

    public IReadOnlyList<Witness> Tells { get; } = [Witness.Stored];

    public async IAsyncEnumerable<StoryRecord> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _query = await database(cancellationToken);
        if (await MerchantAsync(cancellationToken) is not { } merchant)
            yield break;
        await foreach (var movement in MovementsAsync(merchant, cancellationToken))
            yield return movement;
        await foreach (var payment in PaymentsAsync(merchant, cancellationToken))
            yield return payment;
    }

    /// <returns>the merchant that most of the run's payments belong to; null when the run has no payment</returns>
    private async Task<long?> MerchantAsync(CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(
            $"SELECT merchant_id FROM psp.payments WHERE payment_id >= UNHEX('{FirstPayment()}') AND {IsOfTheRun("order_id")} "
                + "GROUP BY merchant_id ORDER BY COUNT(*) DESC LIMIT 1",
            1,
            cancellationToken
        );
        return rows.Count == 0 ? null : Number(rows[0][0]);
    }

    /// <summary>The entries of one operation make one movement. The entry of its first leg decides the page.</summary>
    private async IAsyncEnumerable<StoredMovement> MovementsAsync(long merchant, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = Number((await RowsAsync("SELECT COALESCE(MAX(entry_id), 0) FROM psp.ledger_entries", 1, cancellationToken))[0][0]);
        for (var after = Number(mark.LedgerCursor); after < last; after += RowsAtOnce)
        {
            var rows = await RowsAsync(
                $"""
                SELECT p.order_id, TIMESTAMPDIFF(MICROSECOND, '1970-01-01', MIN(l.created_at)), LOWER(HEX(l.operation_id)), LOWER(HEX(l.payment_id)), o.kind,
                  SUM(IF(l.account = 'acquirer_receivable', CAST(l.debit AS SIGNED) - CAST(l.credit AS SIGNED), 0)),
                  SUM(IF(l.account = 'acquirer_authorized', CAST(l.debit AS SIGNED) - CAST(l.credit AS SIGNED), 0)),
                  l.currency, SUM(l.debit), SUM(l.credit), IF(l.merchant_id = {merchant}, '', m.name),
                  SUM(IF(l.account = 'merchant_payable', CAST(l.credit AS SIGNED) - CAST(l.debit AS SIGNED), 0)),
                  SUM(IF(l.account = 'merchant_authorized', CAST(l.credit AS SIGNED) - CAST(l.debit AS SIGNED), 0))
                FROM psp.ledger_entries f JOIN psp.ledger_entries l USING (operation_id)
                  JOIN psp.operations o USING (operation_id) JOIN psp.payments p ON p.payment_id = l.payment_id
                  JOIN psp.merchants m ON m.merchant_id = l.merchant_id
                WHERE f.leg = 0 AND f.entry_id > {after} AND f.entry_id <= {Math.Min(after + RowsAtOnce, last)}
                  AND ({BelongsToTheRun(merchant)})
                GROUP BY l.operation_id, l.payment_id, l.merchant_id, l.currency
                """,
                13,
                cancellationToken
            );
            foreach (var row in rows)
            {
                var nets = new AccountNets(Taken: Number(row[5]), Owed: Number(row[11]), Held: Number(row[6]), HeldFor: Number(row[12]));
                var (effect, amount) = MovementSum.EffectOf(row[4], nets);
                var (debits, credits) = (Number(row[8]), Number(row[9]));
                yield return new StoredMovement(
                    row[0],
                    Number(row[1]),
                    "op_" + row[2],
                    "pay_" + row[3],
                    effect,
                    amount,
                    row[7],
                    debits,
                    MovementSum.CreditsOf(row[4], nets, debits, credits),
                    row[10].Length == 0 ? null : row[10]
                );
            }
        }
    }

    private async IAsyncEnumerable<StoredPayment> PaymentsAsync(long merchant, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = FirstPayment();
        while (true)
        {
            var rows = await RowsAsync(
                $"""
                SELECT p.order_id, TIMESTAMPDIFF(MICROSECOND, '1970-01-01', p.updated_at), LOWER(HEX(p.payment_id)), p.status, p.currency,
                  p.authorized, p.captured, p.refunded, p.charged_back, IF(p.merchant_id = {merchant}, '', m.name),
                  p.bin, p.last4
                FROM psp.payments p JOIN psp.merchants m ON m.merchant_id = p.merchant_id
                WHERE p.payment_id > UNHEX('{after}') AND {IsOfTheRun("p.order_id")}
                ORDER BY p.payment_id LIMIT {RowsAtOnce}
                """,
                12,
                cancellationToken
            );
            foreach (var row in rows)
            {
                yield return new StoredPayment(
                    row[0],
                    Number(row[1]),
                    "pay_" + row[2],
                    row[3],
                    row[4],
                    new PaymentTotals(Number(row[5]), Number(row[6]), Number(row[7]), Number(row[8])),
                    row[9].Length == 0 ? null : row[9],
                    MaskedCard.From(row[10], row[11])
                );
            }
            if (rows.Count < RowsAtOnce)
                yield break;
            after = rows[^1][2];
        }
    }

    /// <summary>The id before all payments of the run. Ids begin with their time: RFC 9562, UUIDv7, 48 bits of Unix milliseconds.</summary>
    private string FirstPayment() => mark.From.ToUnixTimeMilliseconds().ToString("x12", CultureInfo.InvariantCulture) + new string('0', 20);

    private string BelongsToTheRun(long merchant) =>
        mark.End is { } end
            ? $"l.merchant_id = {merchant} AND f.entry_id <= {Number(end.LedgerCursor)} OR {IsOfTheRun("p.order_id")}"
            : $"l.merchant_id = {merchant} OR {IsOfTheRun("p.order_id")}";

    /// <summary>A run's name has letters only, so it needs no quoting.</summary>
    private string IsOfTheRun(string column) => $"({string.Join(" OR ", mark.Runs.Select(run => $"{column} LIKE '{run}-%'"))})";

    private async Task<List<string[]>> RowsAsync(string sql, int columns, CancellationToken cancellationToken)
    {
        var rows = (await _query!(sql, cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).ToList();
        if (rows.Find(row => row.Length != columns) is { } broken)
            throw Unreadable($"a row has {broken.Length} columns, expected {columns}");
        return rows;
    }

    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Unreadable($"'{text}' is not a number");

    private static OperationFailedException Unreadable(string problem) =>
        new(ExitCode.ReconciliationViolated, $"the PSP's database cannot be read: {problem}", "run `reconcile` again when the database answers");
}
