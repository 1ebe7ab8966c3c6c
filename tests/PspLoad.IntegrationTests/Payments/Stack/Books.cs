namespace PspLoad.IntegrationTests.Payments.Stack;

/// <summary>
/// The nine invariants of the payment contract, checked from outside: our tables against the acquirer's book and the answers that clients got.
/// </summary>
internal static class Books
{
    private const string UnknownTransitions = """
        SELECT COUNT(*) FROM events WHERE NOT (
          from_status = to_status AND type NOT LIKE 'payment.%'
          OR (from_status, to_status) IN (
            ('created','requires_action'), ('created','authorized'), ('created','captured'), ('created','declined'), ('created','failed'),
            ('requires_action','authorized'), ('requires_action','captured'), ('requires_action','voided'), ('requires_action','declined'),
            ('requires_action','failed'),
            ('authorized','partially_captured'), ('authorized','captured'), ('authorized','voided'),
            ('partially_captured','partially_captured'), ('partially_captured','captured'), ('partially_captured','partially_refunded'),
            ('partially_captured','refunded'),
            ('captured','partially_refunded'), ('captured','refunded'), ('partially_refunded','partially_refunded'), ('partially_refunded','refunded'),
            ('partially_captured','charged_back'), ('captured','charged_back'), ('partially_refunded','charged_back')))
        """;

    private const string BrokenChains = """
        SELECT COUNT(*) FROM events e JOIN payments p USING (payment_id) LEFT JOIN events n ON n.payment_id = e.payment_id AND n.version = e.version + 1
        WHERE n.event_id IS NULL AND (e.version <> p.version OR e.to_status <> p.status) OR n.event_id IS NOT NULL AND n.from_status <> e.to_status
        """;

    /// <summary>Waits until no operation is in progress, then asserts all invariants.</summary>
    public static async Task AssertInOrderAsync(
        MariaDbInstance database,
        AcquirerProcess acquirer,
        IEnumerable<Answer> told,
        CancellationToken cancellationToken
    )
    {
        await Wait.UntilAsync(
            "every operation finished, every reversal confirmed and every chargeback accepted",
            TimeSpan.FromSeconds(30),
            async () =>
                await acquirer.CountChargebacksAsync(cancellationToken) == 0
                && await database.CountAsync(
                    "SELECT (SELECT COUNT(*) FROM operations WHERE status = 'pending') + (SELECT COUNT(*) FROM reversals WHERE confirmed_at IS NULL)",
                    cancellationToken
                ) == 0,
            cancellationToken
        );
        await AssertToldIsStoredAsync(database, told, cancellationToken);
        await AssertLedgerAsync(database, cancellationToken);
        Assert.Equal(0, await database.CountAsync(UnknownTransitions, cancellationToken));
        Assert.Equal(0, await database.CountAsync(BrokenChains, cancellationToken));
        Assert.Equal(
            0,
            await database.CountAsync("SELECT COUNT(*) FROM payments WHERE pending_operation IS NOT NULL OR status = 'created'", cancellationToken)
        );
        await AssertBookAsync(database, acquirer, cancellationToken);
    }

    /// <summary>7: every later event was delivered at least once, and after removing duplicates by id exactly the stored events remain.</summary>
    /// <param name="since">by the database's clock; no node may have died after this time</param>
    public static async Task AssertWebhooksAsync(MariaDbInstance database, WebhookReceiver webhooks, DateTime since, CancellationToken cancellationToken)
    {
        var events = $"FROM events WHERE payload IS NOT NULL AND created_at >= '{since:yyyy-MM-dd HH:mm:ss.fff}'";
        await Wait.UntilAsync(
            "every webhook taken",
            TimeSpan.FromSeconds(60),
            async () => await database.CountAsync($"SELECT COUNT(*) {events} AND delivered_at IS NULL", cancellationToken) == 0,
            cancellationToken
        );
        var stored = (
            await database.QueryAsync(
                $"SELECT CONCAT('evt_', LOWER(HEX(event_id))), CONVERT(payload USING utf8mb4) {events}",
                row => (Id: row.GetString(0), Body: row.GetString(1)),
                cancellationToken
            )
        ).ToDictionary(row => row.Id, row => row.Body, StringComparer.Ordinal);
        var delivered = webhooks.Deliveries.ToLookup(delivery => delivery.EventId, delivery => delivery.Body);
        Assert.NotEmpty(stored);
        Assert.All(stored, pair => Assert.Equal([pair.Value], delivered[pair.Key].Distinct()));
    }

    /// <summary>1: a payment's last answer to the client is what is stored, once, with the same amounts.</summary>
    private static async Task AssertToldIsStoredAsync(MariaDbInstance database, IEnumerable<Answer> told, CancellationToken cancellationToken)
    {
        var stored = (
            await database.QueryAsync(
                "SELECT CONCAT('pay_', LOWER(HEX(payment_id))), CONCAT_WS('|', status, amount, currency, order_id, authorized, captured, refunded) "
                    + "FROM payments",
                row => (row.GetString(0), row.GetString(1)),
                cancellationToken
            )
        ).ToDictionary(row => row.Item1, row => row.Item2);
        foreach (var answer in told)
        {
            var expected = string.Join(
                '|',
                answer.PaymentStatus,
                answer.Number("amount"),
                answer.Payment.GetProperty("currency").GetString(),
                answer.Payment.GetProperty("orderId").GetString(),
                answer.Number("amountAuthorized"),
                answer.Number("amountCaptured"),
                answer.Number("amountRefunded")
            );
            Assert.Equal(expected, stored.GetValueOrDefault(answer.Id, "not stored"));
        }
    }

    /// <summary>3 and 4: debits equal credits, per currency and per operation; the balances equal the payments' amounts.</summary>
    private static async Task AssertLedgerAsync(MariaDbInstance database, CancellationToken cancellationToken)
    {
        Assert.Equal(
            0,
            await database.CountAsync(
                "SELECT COUNT(*) FROM (SELECT currency FROM ledger_entries GROUP BY currency HAVING SUM(debit) <> SUM(credit)) unequal",
                cancellationToken
            )
        );
        Assert.Equal(
            0,
            await database.CountAsync(
                "SELECT COUNT(*) FROM (SELECT operation_id FROM ledger_entries GROUP BY operation_id HAVING SUM(debit) <> SUM(credit)) unequal",
                cancellationToken
            )
        );
        Assert.Equal(
            0,
            await database.CountAsync(
                "SELECT COUNT(*) FROM payments WHERE NOT (0 <= refunded AND refunded + charged_back <= captured AND captured <= authorized)",
                cancellationToken
            )
        );
        const string Balances = """
            SELECT COUNT(*) FROM payments p LEFT JOIN (
              SELECT payment_id, SUM(IF(account = 'acquirer_receivable', debit - credit, 0)) AS owed,
                 SUM(IF(account = 'acquirer_authorized', debit - credit, 0)) AS held
              FROM ledger_entries GROUP BY payment_id) l USING (payment_id)
            WHERE COALESCE(l.owed, 0) <> p.captured - p.refunded - p.charged_back
               OR COALESCE(l.held, 0) <> IF(p.status IN ('authorized', 'partially_captured'), p.authorized - p.captured, 0)
            """;
        Assert.Equal(0, await database.CountAsync(Balances, cancellationToken));
    }

    /// <summary>2: at most one charge per key, and we know every charge: it succeeded, or it failed and was reversed.</summary>
    private static async Task AssertBookAsync(MariaDbInstance database, AcquirerProcess acquirer, CancellationToken cancellationToken)
    {
        var book = await acquirer.ReadBookAsync(cancellationToken);
        Dictionary<string, (string Message, string Status, long Amount)> ours = (
            await database.QueryAsync(
                "SELECT IF(kind = 'chargeback', idempotency_key, CONCAT('op_', LOWER(HEX(operation_id)))), IF(kind = 'chargeback', kind, message), status, "
                    + "amount FROM operations WHERE message <> 'none' OR kind = 'chargeback'",
                row => (row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3)),
                cancellationToken
            )
        ).ToDictionary(row => row.Item1, row => (row.Item2, row.Item3, row.Item4));
        HashSet<string> reversed =
        [
            .. book.Where(line => line is { Operation: "void", Outcome: "approved" } && line.Reference.StartsWith("rev_", StringComparison.Ordinal))
                .Select(line => line.Parent!),
        ];
        Dictionary<string, BookedOperation> approved = [];
        var withdrawn = book.Where(line => line is { Operation: "chargeback", Charges: 0 });
        foreach (var line in book.Except(withdrawn).Where(line => !line.Reference.StartsWith("rev_", StringComparison.Ordinal)))
        {
            Assert.True(ours.TryGetValue(line.Reference, out var operation), $"{line} is unknown here");
            Assert.Equal(operation.Message, line.Operation);
            Assert.InRange(line.Charges, 0, 1);
            if (line.Outcome != "approved")
            {
                Assert.True(operation.Status != "succeeded", $"{line} succeeded here");
                continue;
            }

            Assert.Equal(operation.Amount, line.Amount);
            Assert.True(
                operation.Status == "succeeded" || (operation.Status == "failed" && reversed.Contains(line.Reference)),
                $"{line} is {operation.Status} here and not reversed"
            );
            Assert.True(approved.TryAdd(line.Reference, line), $"{line} is booked twice");
        }

        Assert.DoesNotContain(ours, pair => pair.Value.Status == "succeeded" && !approved.ContainsKey(pair.Key));
        Assert.DoesNotContain(reversed, reference => ours.GetValueOrDefault(reference).Status == "succeeded");
    }
}
