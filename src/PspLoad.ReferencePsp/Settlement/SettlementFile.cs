using System.Text;
using PspLoad.ReferencePsp.Contracts;
using PspLoad.ReferencePsp.Ledger;
using PspLoad.ReferencePsp.Merchants;
using PspLoad.ReferencePsp.Storage;

namespace PspLoad.ReferencePsp.Settlement;

/// <summary>
/// A merchant's day (UTC) as CSV: one line per capture, sale or refund, from the ledger. The content is the same on every node and every time, so a file
/// may be delivered twice.
/// </summary>
public sealed class SettlementFile(LedgerStore ledger)
{
    public const string Header = "time,payment_id,order_id,operation_id,kind,currency,amount_minor,entry_id";

    public static string Name(Merchant merchant, DateOnly day) => $"settlement-{merchant.Name}-{day:yyyy-MM-dd}.csv";

    /// <summary>The whole file.</summary>
    public Task<string> CreateAsync(Merchant merchant, DateOnly day, CancellationToken cancellationToken) =>
        CreateAsync(merchant, day, 0, int.MaxValue, cancellationToken);

    /// <param name="merchant">who is paid</param>
    /// <param name="day">UTC</param>
    /// <param name="after">id of a ledger entry; the lines of later entries follow</param>
    /// <param name="limit">most lines; fewer lines mean that there are no more</param>
    /// <param name="cancellationToken">stops waiting</param>
    public async Task<string> CreateAsync(Merchant merchant, DateOnly day, ulong after, int limit, CancellationToken cancellationToken)
    {
        const int PageSize = 5_000;
        var from = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        StringBuilder csv = new(Header + "\n");
        LedgerPage page;
        do
        {
            page = await ledger.ReadAsync(merchant.Id, from, from.AddDays(1), after, PageSize, cancellationToken);
            foreach (var entry in page.Data)
            {
                after = entry.Id;
                if (entry.Account != Account.AcquirerReceivable.Name())
                    continue;
                Append(csv, entry);
                if (--limit == 0)
                    return csv.ToString();
            }
        } while (page.HasMore);
        return csv.ToString();
    }

    private static void Append(StringBuilder csv, LedgerEntryResponse entry) =>
        csv.Append($"{entry.CreatedAt:yyyy-MM-ddTHH:mm:ss.ffffffZ},{entry.PaymentId},")
            .Append(Quote(entry.OrderId))
            .Append($",{entry.OperationId},{entry.Kind},{entry.Currency},{entry.Debit - entry.Credit},{entry.Id}\n");

    /// <summary>RFC 4180. A quote before a leading formula character keeps spreadsheets from evaluating it.</summary>
    private static string Quote(string text)
    {
        var safe = text[0] is '=' or '+' or '-' or '@' ? "'" + text : text;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? "\"" + safe.Replace("\"", "\"\"") + "\"" : safe;
    }
}
