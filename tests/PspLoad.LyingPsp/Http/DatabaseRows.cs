using System.Globalization;
using System.Text.RegularExpressions;
using PspLoad.LyingPsp.Faults;
using PspLoad.LyingPsp.State;

namespace PspLoad.LyingPsp.Http;

/// <summary>
/// Answers the queries with which the harness reads the reference PSP's database. It knows them by their tables, and fails on any other.
/// </summary>
internal sealed partial class DatabaseRows(World world, Seams seams)
{
    private const string Own = "1";

    /// <returns>one row per line, columns separated by tabs</returns>
    /// <exception cref="NotSupportedException">the query is not known</exception>
    public string Answer(string sql) =>
        sql switch
        {
            _ when sql.Contains("GROUP BY merchant_id", StringComparison.Ordinal) => world.Store.Payments.Count == 0 ? "" : Own,
            _ when sql.Contains("MAX(entry_id)", StringComparison.Ordinal) => world.Store.LastSide.ToString(CultureInfo.InvariantCulture),
            _ when sql.Contains("FROM psp.ledger_entries f", StringComparison.Ordinal) => Movements(Bound(After(), sql), Bound(UpTo(), sql)),
            _ when sql.Contains("FROM psp.payments p", StringComparison.Ordinal) => Payments(
                First().Match(sql).Groups["id"].Value,
                [.. Runs().Matches(sql).Select(run => run.Groups["run"].Value)]
            ),
            _ => throw new NotSupportedException($"the PSP in memory does not know this query: {sql}"),
        };

    private string Movements(long after, long upTo) =>
        Lines(
            world
                .Store.Ledger.GroupBy(side => (side.Reference, side.PaymentId, side.Merchant, side.Currency))
                .Where(operation => operation.Min(side => side.Id) is var first && first > after && first <= upTo)
                .Select(operation => operation.Select(seams.Keep).OfType<LedgerSide>().ToList())
                // The query joins the payments, which name the order.
                .Where(kept => kept.Count > 0 && world.Store.Payments.ContainsKey(kept[0].PaymentId))
                .Select(kept =>
                    new object[]
                    {
                        world.Store.Payments[kept[0].PaymentId].OrderId,
                        Microseconds(kept[0].At),
                        kept[0].Reference["op_".Length..],
                        kept[0].PaymentId["pay_".Length..],
                        kept[0].Kind,
                        Net(kept, "acquirer_receivable"),
                        Net(kept, "acquirer_authorized"),
                        kept[0].Currency,
                        kept.Sum(side => side.Debit),
                        kept.Sum(side => side.Credit),
                        Stranger(kept[0].Merchant),
                        -Net(kept, "merchant_payable"),
                        -Net(kept, "merchant_authorized"),
                    }
                )
        );

    private string Payments(string after, IReadOnlyList<string> runs) =>
        Lines(
            world
                .Store.Payments.Values.Where(payment => string.CompareOrdinal(payment.Id["pay_".Length..], after) > 0)
                .Where(payment => runs.Any(run => payment.OrderId.StartsWith(run, StringComparison.Ordinal)))
                .OrderBy(payment => payment.Id, StringComparer.Ordinal)
                .Select(payment =>
                    new object[]
                    {
                        payment.OrderId,
                        Microseconds(payment.ChangedAt),
                        payment.Id["pay_".Length..],
                        payment.Status,
                        payment.Currency,
                        payment.Authorized,
                        payment.Captured,
                        payment.Refunded,
                        payment.ChargedBack,
                        Stranger(payment.Merchant),
                        payment.Bin,
                        payment.Last4,
                    }
                )
        );

    private static string Lines(IEnumerable<object[]> rows) =>
        string.Join('\n', rows.Select(row => string.Join('\t', row.Select(column => Convert.ToString(column, CultureInfo.InvariantCulture)))));

    private static long Net(IEnumerable<LedgerSide> sides, string account) =>
        sides.Where(side => side.Account == account).Sum(side => side.Debit - side.Credit);

    private static string Stranger(string merchant) => merchant == Store.Merchant ? "" : merchant;

    private static long Microseconds(DateTimeOffset at) => (at.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    private static long Bound(Regex bound, string sql) => long.Parse(bound.Match(sql).Groups["id"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"f\.entry_id > (?<id>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex After();

    [GeneratedRegex(@"f\.entry_id <= (?<id>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UpTo();

    [GeneratedRegex(@"p\.order_id LIKE '(?<run>[^%']+)%'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Runs();

    [GeneratedRegex(@"p\.payment_id > UNHEX\('(?<id>[0-9a-f]+)'\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex First();
}
